//! The program at a real (pseudo) terminal: questions are awaited, answers are typed.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use super::sandbox::TestEnv;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process_group};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

/// How long a question or the end may take to come; scrypt in a debug build on a busy machine is slow.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(20);

/// What Ctrl-C types.
pub(crate) const CTRL_C: &str = "\u{3}";
/// What Ctrl-D types.
pub(crate) const END_OF_INPUT: &str = "\u{4}";

/// Starts the program of an environment on a new terminal.
pub(crate) fn start(env: &TestEnv, arguments: &[&str]) -> Terminal {
    Terminal::start(env.rekisteri(arguments))
}

/// A running program and the terminal it believes it has. It is ended when dropped: no test outlives its patience.
pub(crate) struct Terminal {
    child: Child,
    screen: File,
    seen: Vec<u8>,
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
            screen: File::from(controller),
            seen: Vec::new(),
            read_to: 0,
        }
    }

    /// Waits until the screen shows `text` after what was awaited before.
    pub(crate) fn expect(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // In bytes: a read may end inside a letter.
            let new = &self.seen[self.read_to..];
            if let Some(at) = new.windows(text.len()).position(|it| it == text.as_bytes()) {
                self.read_to += at + text.len();
                return self;
            }
            let more = self.read_some(deadline);
            assert!(more, "`{text}` never came; the screen:\n{}", self.shown());
        }
    }

    /// Types a line.
    pub(crate) fn send(&mut self, line: &str) -> &mut Self {
        self.press(&format!("{line}\r"))
    }

    /// Awaits each question and types its answer.
    pub(crate) fn answer(&mut self, asks: &[(&str, &str)]) -> &mut Self {
        for (question, answer) in asks {
            self.expect(question).send(answer);
        }
        self
    }

    /// Types a line once the terminal hides what is typed.
    pub(crate) fn send_hidden(&mut self, line: &str) -> &mut Self {
        self.until_echo(false).send(line)
    }

    /// Waits until what is typed is shown, or is hidden.
    pub(crate) fn until_echo(&mut self, echo: bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.echoes() != echo {
            let screen = self.shown();
            assert!(
                Instant::now() < deadline,
                "not {echo}; the screen:\n{screen}"
            );
            thread::sleep(PAUSE);
        }
        self
    }

    /// Presses keys as they are: `\u{3}` is Ctrl-C, `\u{4}` Ctrl-D.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        let typed = self.screen.write_all(keys.as_bytes());
        assert!(typed.is_ok(), "nobody reads; the screen:\n{}", self.shown());
        self
    }

    /// Whether what is typed is shown.
    pub(crate) fn echoes(&self) -> bool {
        tcgetattr(&self.screen)
            .unwrap()
            .local_modes
            .contains(LocalModes::ECHO)
    }

    /// Makes the terminal show what is typed, as a shell does with a program that it stopped.
    pub(crate) fn set_echo(&mut self) -> &mut Self {
        let mut settings = tcgetattr(&self.screen).unwrap();
        settings.local_modes.insert(LocalModes::ECHO);
        tcsetattr(&self.screen, OptionalActions::Now, &settings).unwrap();
        self
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Waits for the end; returns the whole screen and the exit code, -1 after a signal.
    pub(crate) fn finish(mut self) -> (String, i32) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let ended = self.child.try_wait().unwrap();
            // What was printed before the end is read after it was seen.
            let soon = Instant::now() + PAUSE;
            while self.read_some(soon) {}
            if let Some(status) = ended {
                return (self.shown(), status.code().unwrap_or(-1));
            }
            assert!(
                Instant::now() < deadline,
                "it does not end; the screen:\n{}",
                self.shown()
            );
            thread::sleep(PAUSE);
        }
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.seen).replace("\r\n", "\n")
    }

    /// Reads what is there; false at the deadline, or once nobody holds the terminal any more.
    fn read_some(&mut self, deadline: Instant) -> bool {
        let left = deadline.saturating_duration_since(Instant::now());
        let Ok(left) = Timespec::try_from(left) else {
            return false;
        };
        let mut wait = [PollFd::new(&self.screen, PollFlags::IN)];
        match poll(&mut wait, Some(&left)) {
            Ok(0) => return false,
            Err(rustix::io::Errno::INTR) => return true,
            ready => assert!(ready.is_ok()),
        }
        let mut bytes = [0; 4096];
        match self.screen.read(&mut bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => true,
            // Linux reports the closed other end as an error (EIO).
            Ok(0) | Err(_) => false,
            Ok(n) => {
                self.seen.extend_from_slice(&bytes[..n]);
                true
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // The program leads a group of its own, so its editor ends with it.
            kill_process_group(self.pid(), Signal::KILL).unwrap_or_default();
            drop(self.child.wait());
        }
    }
}
