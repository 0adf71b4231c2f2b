//! A server that answers as it is told and remembers what it was sent. Speaks just enough HTTP/1.1 to be wrong on purpose.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What came.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::provider) struct Received {
    pub(in crate::provider) method: String,
    /// With its query.
    pub(in crate::provider) path: String,
    pub(in crate::provider) headers: Vec<(String, String)>,
    pub(in crate::provider) body: String,
}

impl Received {
    pub(in crate::provider) fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(in crate::provider) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(have, _)| have == name)
            .map(|(_, value)| value.as_str())
    }

    /// The number after `name=` in the query.
    pub(in crate::provider) fn query(&self, name: &str) -> Option<usize> {
        let (_, query) = self.path.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(have, _)| *have == name)?.1.parse().ok()
    }
}

/// What is done about it.
#[derive(Debug, Clone)]
pub(in crate::provider) enum Reply {
    /// A whole answer.
    Whole {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// An answer once another request has let it go.
    After(Arc<Notify>, Box<Reply>),
    /// An answer after a while.
    Late(Duration, Box<Reply>),
    /// The connection is closed without a word.
    Drop,
    /// Nothing, for ever.
    Hang,
    /// 200, the length of the whole body, and only so many bytes of it.
    Cut(String, usize),
}

impl Reply {
    pub(in crate::provider) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, body.to_string())
    }

    pub(in crate::provider) fn text(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Whole {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    pub(in crate::provider) fn with(
        mut self,
        name: &'static str,
        value: impl Into<String>,
    ) -> Self {
        if let Self::Whole { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

type Script = dyn Fn(&Received, usize) -> Reply + Send + Sync;

/// A server on a port of its own; ends with the test.
pub(in crate::provider) struct Server {
    port: u16,
    received: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// `script` gets the request and how many came before it.
    pub(in crate::provider) async fn start(
        script: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let script: Arc<Script> = Arc::new(script);
        let task = tokio::spawn(accept(listener, script, Arc::clone(&received)));
        Self {
            port,
            received,
            task,
        }
    }

    /// Answers the first requests with these, and all later ones with the last.
    pub(in crate::provider) async fn replying(replies: Vec<Reply>) -> Self {
        Self::start(move |_, before| replies[before.min(replies.len() - 1)].clone()).await
    }

    pub(in crate::provider) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(in crate::provider) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Method and path of everything that came.
    pub(in crate::provider) fn lines(&self) -> Vec<String> {
        self.received().iter().map(Received::line).collect()
    }

    /// The same, with the bodies: a request a line.
    pub(in crate::provider) fn asked(&self) -> String {
        let received = self.received();
        let lines = received.iter();
        let lines = lines.map(|request| format!("{} {}", request.line(), request.body));
        lines.collect::<Vec<_>>().join("\n")
    }

    pub(in crate::provider) fn count(&self) -> usize {
        self.received.lock().unwrap().len()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, script: Arc<Script>, received: Arc<Mutex<Vec<Received>>>) {
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let (script, received) = (Arc::clone(&script), Arc::clone(&received));
        connections.spawn(async move { serve(stream, &*script, &received).await });
    }
}

/// Serves one connection until either side ends it.
async fn serve(stream: TcpStream, script: &Script, received: &Mutex<Vec<Received>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let request = request(&mut stream).await?;
        let before = {
            let mut received = received.lock().unwrap();
            received.push(request.clone());
            received.len() - 1
        };
        let mut reply = script(&request, before);
        loop {
            reply = match reply {
                Reply::Late(delay, later) => {
                    tokio::time::sleep(delay).await;
                    *later
                }
                Reply::After(go, later) => {
                    go.notified().await;
                    *later
                }
                now => break reply = now,
            };
        }
        match reply {
            Reply::Whole {
                status,
                headers,
                body,
            } => {
                let mut head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
                for (name, value) in headers {
                    head.extend([name, ": ", &value, "\r\n"]);
                }
                let answer = [head.as_bytes(), b"\r\n", &body].concat();
                stream.write_all(&answer).await.ok()?;
            }
            Reply::Cut(body, length) => {
                let head = format!("HTTP/1.1 200 X\r\ncontent-length: {}\r\n\r\n", body.len());
                let answer = [head.as_bytes(), &body.as_bytes()[..length]].concat();
                stream.write_all(&answer).await.ok()?;
                return None;
            }
            Reply::Hang => std::future::pending().await,
            Reply::Drop | Reply::Late(..) | Reply::After(..) => return None,
        }
    }
}

async fn request(stream: &mut BufReader<TcpStream>) -> Option<Received> {
    let first = line(stream).await?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let header = line(stream).await?;
        let Some((name, value)) = header.split_once(": ") else {
            break;
        };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, value)| value.parse().unwrap())];
    stream.read_exact(&mut body).await.ok()?;
    Some(Received {
        method,
        path,
        headers,
        body: String::from_utf8(body).unwrap(),
    })
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}
