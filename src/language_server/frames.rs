//! Messages out of a stream of bytes. A message that makes no sense is told, and the next one is read: an editor's slip does not end
//! the server. Answers nothing.

use std::io::{self, BufRead, Read as _};

use lsp_server::Message;

/// The largest message that is taken, in bytes: several times the largest manifest.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// The longest line of a header.
const MAX_HEADER: u64 = 4096;

/// What came.
#[derive(Debug)]
pub(super) enum Frame {
    Message(Message),
    /// Why it is no message.
    Malformed(String),
}

/// The next one; `None` at the end.
///
/// # Errors
/// What the system says.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let length = match header(input)? {
        Header::Length(length) => length,
        Header::Unknown => {
            let words = "a header says no length".to_owned();
            return Ok(Some(Frame::Malformed(words)));
        }
        Header::End => return Ok(None),
    };
    if length > MAX_BYTES {
        io::copy(&mut input.take(length), &mut io::sink())?;
        let words = format!("a message of {length} bytes is too long");
        return Ok(Some(Frame::Malformed(words)));
    }
    let mut body = Vec::new();
    let read = input.take(length).read_to_end(&mut body)?;
    if u64::try_from(read).unwrap_or(u64::MAX) < length {
        return Ok(None);
    }
    let mut whole = format!("Content-Length: {length}\r\n\r\n").into_bytes();
    whole.append(&mut body);
    Ok(Some(match Message::read(&mut &whole[..]) {
        Ok(Some(message)) => Frame::Message(message),
        Ok(None) => Frame::Malformed("an empty message".to_owned()),
        Err(error) => Frame::Malformed(error.to_string()),
    }))
}

/// What stands before a message.
enum Header {
    Length(u64),
    /// No length that makes sense.
    Unknown,
    /// The end of the stream.
    End,
}

/// Reads headers up to the empty line.
fn header(input: &mut impl BufRead) -> io::Result<Header> {
    let mut length = None;
    let mut has_some = false;
    loop {
        let mut line = Vec::new();
        let read = input.take(MAX_HEADER).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(Header::End);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            if has_some {
                return Ok(length.map_or(Header::Unknown, Header::Length));
            }
            continue;
        }
        has_some = true;
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut input: &[u8]) -> Vec<String> {
        let mut frames = Vec::new();
        while let Some(frame) = read(&mut input).unwrap() {
            frames.push(match frame {
                Frame::Message(Message::Notification(one)) => one.method,
                Frame::Message(_) => "another message".to_owned(),
                Frame::Malformed(why) => why,
            });
        }
        frames
    }

    #[test]
    fn what_is_no_message_is_told_and_the_next_one_is_read() {
        let good = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let good = format!("Content-Length: {}\r\n\r\n{good}", good.len());
        let input = format!(
            "Content-Length: 3\r\n\r\n{{]}}{good}Hello: x\r\n\r\n{good}content-length: 99999999999\r\n\r\n"
        );
        let frames = all(input.as_bytes());
        assert_eq!(frames.len(), 5, "{frames:?}");
        assert_eq!((&*frames[1], &*frames[3]), ("exit", "exit"));
        assert_eq!(frames[2], "a header says no length");
        assert!(frames[4].contains("too long"), "{frames:?}");
    }

    #[test]
    fn a_message_that_is_cut_off_is_the_end() {
        assert!(all(b"Content-Length: 40\r\n\r\n{}").is_empty());
        assert!(all(b"").is_empty());
    }
}
