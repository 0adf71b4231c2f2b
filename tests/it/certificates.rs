//! Certificates and proxies: whom a connection is trusted to, what is said where it is not, and the way through a company's
//! proxy. A server of our own with certificates of our own, on this machine.

use std::io::{BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::binary::SCREEN;
use super::faulty_servers::http;
use super::person::{Outcome, Person};

const KEY: &str = "sk_test_key-of-this-test-alone";

/// A company's own authority, as its proxy that looks into TLS has one.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn named(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    fn signs(&self, host: &str, until: i32) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let signed = params.signed_by(&key, &self.issuer).unwrap();
        configured(signed.der().clone(), &key)
    }
}

fn signed_by_itself(host: &str) -> Arc<ServerConfig> {
    let signed = rcgen::generate_simple_self_signed(vec![host.to_owned()]).unwrap();
    configured(signed.cert.der().clone(), &signed.signing_key)
}

fn configured(
    certificate: rustls::pki_types::CertificateDer<'static>,
    key: &KeyPair,
) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    Arc::new(config)
}

/// What it heard once a connection was secured: heads of requests.
type Heard = Arc<Mutex<Vec<String>>>;

/// Refuses every key, in words that only come through TLS.
fn secured(config: Arc<ServerConfig>) -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Heard::default();
    let told = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (config, heard) = (Arc::clone(&config), Arc::clone(&told));
            std::thread::spawn(move || answer(stream, config, &heard));
        }
    });
    (port, heard)
}

fn answer(stream: TcpStream, config: Arc<ServerConfig>, heard: &Heard) -> Option<()> {
    let connection = ServerConnection::new(config).ok()?;
    let mut tls = StreamOwned::new(connection, stream);
    let request = head_of(&mut BufReader::new(&mut tls))?;
    heard.lock().ok()?.push(request);
    let body = r#"{"error":{"code":"UNAUTHORIZED","message":"no"}}"#;
    tls.write_all(&http("401 Unauthorized", "", body)).ok()?;
    tls.conn.send_close_notify();
    tls.flush().ok()
}

fn head_of(reader: &mut impl std::io::BufRead) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    Some(head)
}

fn person_at(url: &str) -> Person {
    let person = Person::new()
        .with_manifests(SCREEN)
        .with_env("LAB_KEY", KEY);
    person.configure(url, "");
    person
}

/// Somebody whose machine trusts this authority, and no other.
fn who_trusts(person: Person, pem: &str) -> Person {
    person.write("../authority.pem", pem);
    let file = person.neighbour("authority.pem");
    person.with_env("SSL_CERT_FILE", file.as_str())
}

fn failure(person: &Person) -> Outcome {
    person.runs("plan").exits(1)
}

#[track_caller]
fn came_through(outcome: &Outcome) {
    outcome.tells("rejects the API key: 401");
}

#[test]
fn a_certificate_of_an_authority_of_our_own_is_trusted_once_the_variable_names_it() {
    let authority = Authority::named("Acme");
    let (port, heard) = secured(authority.signs("localhost", 2090));
    let url = format!("https://localhost:{port}/v1");
    let person = who_trusts(person_at(&url), &authority.pem);
    came_through(&failure(&person));
    assert!(heard.lock().unwrap()[0].contains(KEY));

    // Another authority's is not, and the key is not sent.
    let (port, heard) = secured(Authority::named("Another").signs("localhost", 2090));
    let url = format!("https://localhost:{port}/v1");
    let person = who_trusts(person_at(&url), &authority.pem);
    let stderr = failure(&person).stderr.replace(&port.to_string(), "[port]");
    insta::assert_snapshot!(stderr, @"
    error: taptalent cannot be reached: the server's certificate is not trusted (its issuer is unknown to this machine) (yours to fix)
    while reading what is live in workspace lab: GET https://localhost:[port]/v1[a list] (tried once)
    help: if your company inspects TLS, set SSL_CERT_FILE to a file with its certificates; otherwise check `taptalent.baseUrl` in vetform.yaml; nothing was changed
    ");
    assert!(heard.lock().unwrap().is_empty());
}

#[test]
fn a_certificate_that_is_no_good_is_told_by_what_is_wrong_with_it_and_gets_no_key() {
    let authority = Authority::named("Acme");
    let told = |config: Arc<ServerConfig>, trusted: &str| {
        let (port, heard) = secured(config);
        let person = who_trusts(person_at(&format!("https://localhost:{port}/v1")), trusted);
        let stderr = failure(&person).stderr;
        assert!(heard.lock().unwrap().is_empty());
        let mut lines = stderr.lines();
        let (first, help) = (lines.next(), lines.next_back());
        format!(
            "{}\n{}",
            first.unwrap_or_default(),
            help.unwrap_or_default()
        )
    };
    insta::assert_snapshot!(told(authority.signs("localhost", 2021), &authority.pem), @"
    error: taptalent cannot be reached: the server's certificate has expired, or this machine's clock is wrong (yours to fix)
    help: check this machine's clock; if it is right, ask TapTalent's support; nothing was changed
    ");
    insta::assert_snapshot!(told(authority.signs("another.example.com", 2090), &authority.pem), @"
    error: taptalent cannot be reached: the server's certificate is for another host (yours to fix)
    help: check `taptalent.baseUrl` in vetform.yaml: the certificate is for another name than the one that stands there; nothing was changed
    ");
    insta::assert_snapshot!(told(signed_by_itself("localhost"), &authority.pem), @"
    error: taptalent cannot be reached: the server's certificate is not trusted (its issuer is unknown to this machine) (yours to fix)
    help: if your company inspects TLS, set SSL_CERT_FILE to a file with its certificates; otherwise check `taptalent.baseUrl` in vetform.yaml; nothing was changed
    ");
    let namesake = Authority::named("Acme").signs("localhost", 2090);
    insta::assert_snapshot!(told(namesake, &authority.pem), @"
    error: taptalent cannot be reached: the server's certificate is not trusted (it is not signed by the issuer that it names) (yours to fix)
    help: if your company inspects TLS, set SSL_CERT_FILE to a file with its certificates; otherwise check `taptalent.baseUrl` in vetform.yaml; nothing was changed
    ");
}

#[test]
fn a_file_of_certificates_that_holds_none_is_named_with_its_variable() {
    let person = person_at("https://localhost:9/v1");
    let person = who_trusts(person, "not a certificate\n");
    insta::assert_snapshot!(failure(&person).stderr, @"
    error: this machine has no certificates to trust, so no secure connection can be made (yours to fix)
    help: install certificates (the package ca-certificates); if SSL_CERT_FILE is set, it has to name a PEM file of certificates; nothing was sent
    ");
}

/// Takes CONNECT and leads to this port, or says this in its place; keeps the heads of what it is asked.
fn proxy(to: u16, says: Option<&'static str>) -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Heard::default();
    let told = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let heard = Arc::clone(&told);
            std::thread::spawn(move || lead(&stream, to, says, &heard));
        }
    });
    (port, heard)
}

fn lead(mut stream: &TcpStream, to: u16, says: Option<&str>, heard: &Heard) -> Option<()> {
    let request = head_of(&mut BufReader::with_capacity(1, stream))?;
    heard.lock().ok()?.push(request);
    if let Some(status) = says {
        return stream.write_all(&http(status, "", KEY)).ok();
    }
    let server = TcpStream::connect(("127.0.0.1", to)).ok()?;
    stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").ok()?;
    let (from, back) = (stream.try_clone().ok()?, server.try_clone().ok()?);
    let forth = std::thread::spawn(move || pump(from, server));
    pump(back, stream.try_clone().ok()?);
    forth.join().ok()
}

fn pump(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

/// Behind a proxy, at a host that only it knows.
fn behind(person: Person, address: &str) -> Person {
    person.with_env("HTTPS_PROXY", address)
}

#[test]
fn a_proxy_leads_to_a_system_and_sees_no_key() {
    let authority = Authority::named("Acme");
    let (server, _) = secured(authority.signs("nothing.invalid", 2090));
    let (port, asked) = proxy(server, None);
    let person = who_trusts(person_at("https://nothing.invalid/v1"), &authority.pem);
    let person = behind(person, &format!("http://kim:pass-of-kim@127.0.0.1:{port}"));
    let outcome = failure(&person);
    came_through(&outcome);
    let asked = asked.lock().unwrap();
    assert!(asked.iter().all(|head| {
        // kim:pass-of-kim
        head.starts_with("CONNECT nothing.invalid:443 ")
            && head.contains("Basic a2ltOnBhc3Mtb2Yta2lt")
            && !head.contains(KEY)
    }));
    assert!(!asked.is_empty() && !outcome.to_string().contains("pass-of-kim"));
}

#[test]
fn what_a_proxy_refuses_is_told_as_the_proxys() {
    let mut person = person_at("https://nothing.invalid/v1");
    let mut told = |says: &'static str| {
        let (port, _) = proxy(9, Some(says));
        person.set_env("HTTPS_PROXY", &format!("http://127.0.0.1:{port}"));
        let outcome = failure(&person);
        assert!(!outcome.to_string().contains(KEY), "{outcome}");
        outcome
            .stderr
            .split_once("in 1 file\n")
            .unwrap()
            .1
            .to_owned()
    };
    insta::assert_snapshot!(told("407 Proxy Authentication Required"), @"
    error: taptalent cannot be reached: the proxy wants a user name and a password (yours to fix)
    while reading what is live in workspace lab: GET https://nothing.invalid/v1[a list] (tried once)
    help: put a user name and a password before the host in the address of the proxy (`user:password@`); requests go through the proxy that HTTPS_PROXY names; nothing was changed
    ");
    insta::assert_snapshot!(told("403 Forbidden"), @"
    error: taptalent cannot be reached: the proxy does not connect to that host (the network's or the system's fault)
    while reading what is live in workspace lab: GET https://nothing.invalid/v1[a list] (tried 5 times)
    help: ask whoever runs the proxy to allow the host of taptalent, or add it to NO_PROXY; requests go through the proxy that HTTPS_PROXY names; nothing was changed
    ");
}

#[test]
fn what_no_proxy_names_and_this_machine_are_reached_without_it() {
    let (port, asked) = proxy(9, Some("403 Forbidden"));
    let address = format!("http://127.0.0.1:{port}");
    let person = behind(person_at("https://nothing.invalid/v1"), &address);
    let person = person.with_env("NO_PROXY", "nothing.invalid");
    failure(&person).tells("its host does not exist");
    let person = behind(Person::new().at_a_system().with_manifests(SCREEN), &address);
    let person = person
        .with_env("HTTP_PROXY", &address)
        .with_env("ALL_PROXY", &address);
    person.does("plan");
    assert!(asked.lock().unwrap().is_empty());
}
