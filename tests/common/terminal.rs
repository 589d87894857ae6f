//! The program at a real (pseudo) terminal: questions are awaited, answers are typed.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// How long a question may take to come; scrypt in a debug build on a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program and the terminal it believes it has.
pub(crate) struct Terminal {
    child: Child,
    screen: File,
    seen: String,
    read_to: usize,
}

impl Terminal {
    /// Starts a command on a new terminal.
    #[expect(
        unsafe_code,
        reason = "a child gets its controlling terminal between fork and exec"
    )]
    pub(crate) fn start(mut command: Command) -> Self {
        let controller =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&controller).unwrap();
        unlockpt(&controller).unwrap();
        let name = ptsname(&controller, Vec::new()).unwrap();
        let user = File::options()
            .read(true)
            .write(true)
            .open(name.to_str().unwrap())
            .unwrap();
        command
            .stdin(user.try_clone().unwrap())
            .stdout(user.try_clone().unwrap())
            .stderr(user);
        // SAFETY: both calls are async-signal-safe and touch only the child.
        unsafe {
            command.pre_exec(|| {
                rustix::process::setsid()?;
                rustix::process::ioctl_tiocsctty(rustix::stdio::stdin())?;
                Ok(())
            });
        }
        let child = command.spawn().unwrap();
        drop(command);
        Self {
            child,
            screen: File::from(OwnedFd::from(controller)),
            seen: String::new(),
            read_to: 0,
        }
    }

    /// Waits until the screen shows `text` after what was awaited before.
    pub(crate) fn expect(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.seen[self.read_to..].find(text) {
                self.read_to += at + text.len();
                return self;
            }
            assert!(
                Instant::now() < deadline && self.read_some(),
                "`{text}` never came; the screen:\n{}",
                self.seen
            );
        }
    }

    /// Types a line.
    pub(crate) fn send(&mut self, line: &str) -> &mut Self {
        self.screen
            .write_all(format!("{line}\n").as_bytes())
            .unwrap();
        self
    }

    /// Waits for the end; returns the whole screen and the exit code.
    pub(crate) fn finish(mut self) -> (String, i32) {
        while self.read_some() {}
        let status = self.child.wait().unwrap();
        (self.seen.replace("\r\n", "\n"), status.code().unwrap_or(-1))
    }

    /// Reads what is there; false once the program has closed the terminal.
    fn read_some(&mut self) -> bool {
        let mut wait = [PollFd::new(&self.screen, PollFlags::IN)];
        let patience = Timespec {
            tv_sec: 60,
            tv_nsec: 0,
        };
        if poll(&mut wait, Some(&patience)).unwrap() == 0 {
            return false;
        }
        let mut bytes = [0; 4096];
        match self.screen.read(&mut bytes) {
            // Linux reports the closed other end as an error (EIO).
            Ok(0) | Err(_) => false,
            Ok(n) => {
                self.seen.push_str(&String::from_utf8_lossy(&bytes[..n]));
                true
            }
        }
    }
}
