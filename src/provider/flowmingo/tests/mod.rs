//! Reader and writer over real loopback connections, against answers as documented, as varied, and as broken.

mod invites;
mod reads;
mod writes;

use serde_json::{Value, json};

use crate::provider::flowmingo::{Reader, Writer};
use crate::provider::http::tests::options;
use crate::provider::http::tests::server::{Received, Reply, Server};
use crate::provider::http::{Authentication, Transport, TransportOptions};

fn transport(server: &Server) -> Transport {
    Transport::new(TransportOptions {
        authentication: Authentication::ApiKeyHeader,
        ..options(server)
    })
    .unwrap()
}

fn reader(server: &Server) -> Reader {
    Reader::new(transport(server).reader())
}

fn writer(server: &Server) -> Writer {
    Writer::new(transport(server).writer())
}

/// The page of `all` that was asked for, at most `most` to a page.
fn page(all: &[Value], request: &Received, most: usize) -> Reply {
    let number = request.query("page").unwrap_or(1);
    let limit = request.query("limit").unwrap_or(20).min(most);
    let data: Vec<_> = all.iter().skip((number - 1) * limit).take(limit).collect();
    Reply::json(
        200,
        &json!({"data": data, "total": all.len(), "page": number, "limit": limit}),
    )
}

/// The error envelope of the guide, §7.
fn refusal(status: u16, message: &str) -> Reply {
    let path = "/company/integration";
    let timestamp = "2026-03-04T01:00:00.000Z";
    Reply::json(
        status,
        &json!({"statusCode": status, "message": message, "timestamp": timestamp, "path": path}),
    )
}
