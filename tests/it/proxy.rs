//! Between the program and an embedded system: answers that a test changes, as those of a system whose reads lag behind
//! its writes or that spells texts otherwise.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What came back from the system, on its way to the program.
pub(crate) struct Answer<'a> {
    pub(crate) method: &'a str,
    /// Without the query.
    pub(crate) path: &'a str,
    pub(crate) status: u16,
    pub(crate) body: String,
    /// Lines beside those of the system.
    pub(crate) headers: Vec<String>,
    pub(crate) arrives: Arrives,
}

/// How much of an answer reaches the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrives {
    Whole,
    Half,
    Nothing,
}

impl Answer<'_> {
    /// Whether it is a read of this path's end.
    pub(crate) fn reads(&self, end: &str) -> bool {
        self.method == "GET" && self.path.ends_with(end)
    }

    /// The system does not have it.
    pub(crate) fn be_absent(&mut self) {
        self.status = 404;
        self.body = String::from(r#"{"error":{"code":"NOT_FOUND","message":"Not found"}}"#);
    }

    /// Changes the JSON.
    pub(crate) fn edit(&mut self, edit: impl FnOnce(&mut serde_json::Value)) {
        let mut json = serde_json::from_str(&self.body).unwrap();
        edit(&mut json);
        self.body = json.to_string();
    }
}

type Rule = Box<dyn FnMut(&mut Answer<'_>) + Send>;

/// Serves until the test's process ends.
#[derive(Clone)]
pub(crate) struct Proxy {
    url: String,
    rule: Arc<Mutex<Rule>>,
}

impl Proxy {
    /// Before the system at `base_url`; changes nothing yet.
    pub(crate) fn before(base_url: &str) -> Self {
        let rest = base_url.strip_prefix("http://").unwrap();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/{path}", listener.local_addr().unwrap());
        let rule: Arc<Mutex<Rule>> = Arc::new(Mutex::new(Box::new(|_: &mut Answer<'_>| {})));
        let proxy = Self {
            url: url.trim_end_matches('/').to_owned(),
            rule: Arc::clone(&rule),
        };
        let host = host.to_owned();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (host, rule) = (host.clone(), Arc::clone(&rule));
                std::thread::spawn(move || pass_on(&stream, &host, &rule));
            }
        });
        proxy
    }

    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }

    /// From now on every answer is changed so.
    pub(crate) fn answers(&self, rule: impl FnMut(&mut Answer<'_>) + Send + 'static) {
        *self.rule.lock().unwrap() = Box::new(rule);
    }
}

struct Message {
    first: String,
    headers: Vec<String>,
    body: Vec<u8>,
}

fn read(stream: &TcpStream) -> Option<Message> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let length = lines.iter().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let first = lines.remove(0);
    let is_of_this_hop = |line: &String| {
        let name = line.split(':').next().unwrap_or_default().to_lowercase();
        matches!(
            name.as_str(),
            "connection" | "content-length" | "accept-encoding"
        )
    };
    lines.retain(|line| !is_of_this_hop(line));
    Some(Message {
        first,
        headers: lines,
        body,
    })
}

fn write(mut stream: &TcpStream, message: &Message, arrives: Arrives) -> std::io::Result<()> {
    let mut head = message.first.clone();
    for line in &message.headers {
        head.push_str("\r\n");
        head.push_str(line);
    }
    let (length, sent) = match (arrives, message.body.len()) {
        (Arrives::Whole, length) => (length, length),
        (Arrives::Half, length) => (length + 2, length / 2),
        (Arrives::Nothing, _) => return Ok(()),
    };
    let last = format!("\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    head.push_str(&last);
    stream.write_all(head.as_bytes())?;
    stream.write_all(&message.body[..sent])
}

fn pass_on(stream: &TcpStream, host: &str, rule: &Mutex<Rule>) -> Option<()> {
    let request = read(stream)?;
    let system = TcpStream::connect(host).ok()?;
    write(&system, &request, Arrives::Whole).ok()?;
    let mut answer = read(&system)?;
    let mut words = request.first.split(' ');
    let (method, path) = (words.next()?, words.next()?);
    let mut status = answer.first.split(' ');
    let mut changed = Answer {
        method,
        path: path.split('?').next()?,
        status: status.nth(1)?.parse().ok()?,
        body: String::from_utf8(answer.body).ok()?,
        headers: Vec::new(),
        arrives: Arrives::Whole,
    };
    (rule.lock().ok()?)(&mut changed);
    answer.first = format!("HTTP/1.1 {} -", changed.status);
    answer.body = changed.body.into_bytes();
    answer.headers.append(&mut changed.headers);
    write(stream, &answer, changed.arrives).ok()
}
