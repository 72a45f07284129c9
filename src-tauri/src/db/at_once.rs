//! Statements leave at once.
//!
//! sqlx 0.9.0 lets the system hold back the last part of a statement until the server has confirmed the parts before
//! it (Nagle's algorithm; sqlx issue 4335, repaired after that version), and servers confirm up to 40 ms late. Every
//! statement longer than a network packet, and every one that follows the closing of another, waited so. sqlx gives no
//! way to its socket, so the switch is set from outside. To be removed with the next version of sqlx.

/// Sets TCP_NODELAY on every connection of this process to `port`. Those of somebody else lose nothing by it. Returns
/// how many there were; none where the system does not list them (Windows), where statements work but may wait.
#[cfg(unix)]
pub(super) fn send_at_once(port: u16) -> usize {
    use std::net::SocketAddr;

    use rustix::net::sockopt;

    let Ok(open) = std::fs::read_dir("/dev/fd") else { return 0 };
    let numbers = open.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers
        .filter(|number| {
            #[allow(unsafe_code, reason = "sqlx gives no way to its socket")]
            // SAFETY: the number was open a moment ago and is used for two questions to the system only. Closed
            // meanwhile, they are refused; given to another file, they are refused or set what harms no connection.
            let socket = unsafe { std::os::fd::BorrowedFd::borrow_raw(*number) };
            let peer = rustix::net::getpeername(socket).ok().flatten().and_then(|peer| SocketAddr::try_from(peer).ok());
            peer.is_some_and(|peer| peer.port() == port) && sockopt::set_tcp_nodelay(socket, true).is_ok()
        })
        .count()
}

/// Nothing: this system does not list what a process has open.
#[cfg(not(unix))]
pub(super) fn send_at_once(_port: u16) -> usize {
    0
}

#[cfg(all(test, unix))]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::send_at_once;

    #[test]
    fn connections_to_a_port_send_at_once_and_no_others() {
        let (server, other) = (TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
        let connect = |to: &TcpListener| TcpStream::connect(to.local_addr().unwrap()).unwrap();
        let (ours, second, elsewhere) = (connect(&server), connect(&server), connect(&other));
        assert!(!ours.nodelay().unwrap());
        assert_eq!(send_at_once(server.local_addr().unwrap().port()), 2);
        assert!(ours.nodelay().unwrap() && second.nodelay().unwrap());
        assert!(!elsewhere.nodelay().unwrap());
    }
}
