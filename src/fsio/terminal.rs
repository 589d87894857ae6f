//! How the terminal is set, so that it can be set like that again after it hid what was typed.

use std::fs::File;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// The settings of the process's terminal at one moment.
pub struct Terminal {
    device: File,
    settings: Termios,
}

impl Terminal {
    /// Remembers the settings of `/dev/tty`; nothing where there is no terminal.
    pub fn remember() -> Option<Self> {
        let device = File::open("/dev/tty").ok()?;
        let settings = tcgetattr(&device).ok()?;
        Some(Self { device, settings })
    }

    /// Sets the terminal like that again; one that is gone needs nothing.
    pub fn restore(&self) {
        tcsetattr(&self.device, OptionalActions::Now, &self.settings).unwrap_or_default();
    }

    /// Stops the terminal from showing what is typed, whatever else a shell has set meanwhile.
    pub fn stop_echo(&self) {
        if let Ok(mut settings) = tcgetattr(&self.device) {
            settings.local_modes.remove(LocalModes::ECHO);
            tcsetattr(&self.device, OptionalActions::Now, &settings).unwrap_or_default();
        }
    }
}
