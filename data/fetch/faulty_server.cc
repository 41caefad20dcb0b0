#include "stride/data/fetch/faulty_server.h"

#include <arpa/inet.h>
#include <glog/logging.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace stride {
namespace {

// Up to the empty line; "" when the other side has gone.
std::string ReceiveHead(int connection) {
  std::string head;
  char byte;
  while (!absl::EndsWith(head, "\r\n\r\n")) {
    if (recv(connection, &byte, 1, 0) != 1) return "";
    head += byte;
  }
  return head;
}

HttpRequest Parse(const std::string& head) {
  HttpRequest request = {"", 0};
  for (absl::string_view line : absl::StrSplit(head, "\r\n")) {
    if (absl::ConsumePrefix(&line, "GET ")) {
      request.path = absl::StrCat(line.substr(0, line.find(' ')));
    } else if (absl::ConsumePrefix(&line, "Range: bytes=")) {
      CHECK(absl::ConsumeSuffix(&line, "-") && absl::SimpleAtoi(line, &request.from)) << line;
    }
  }
  return request;
}

void Send(int connection, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(sent);
  }
}

}  // namespace

FaultyServer::FaultyServer(std::function<HttpReply(const HttpRequest&)> handler)
    : handler_(std::move(handler)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(name);
  auto* const address = reinterpret_cast<sockaddr*>(&name);
  PCHECK(bind(listener_, address, size) == 0 && listen(listener_, 8) == 0 &&
         getsockname(listener_, address, &size) == 0);
  port_ = ntohs(name.sin_port);
  thread_ = std::thread(&FaultyServer::Serve, this);
}

FaultyServer::~FaultyServer() {
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

std::string FaultyServer::address() const { return absl::StrCat("http://127.0.0.1:", port_, "/"); }

std::vector<HttpRequest> FaultyServer::requests() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

void FaultyServer::Serve() {
  while (true) {
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    Answer(connection);
    close(connection);
  }
}

void FaultyServer::Answer(int connection) {
  const std::string head = ReceiveHead(connection);
  if (head.empty()) return;
  const HttpRequest request = Parse(head);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(request);
  }
  const HttpReply reply = handler_(request);
  Send(connection, absl::StrCat("HTTP/1.1 ", reply.status, " Reason\r\nConnection: close\r\n",
                                reply.headers, "Content-Length: ", reply.body.size(), "\r\n\r\n"));
  const absl::string_view body = reply.body;
  Send(connection, reply.stop_at < 0 ? body : body.substr(0, reply.stop_at));
  char none;
  if (reply.stall) recv(connection, &none, 1, 0);  // until the other side has had enough
}

HttpReply Whole(const std::string& file, const HttpRequest& request) {
  HttpReply reply;
  if (request.from >= static_cast<int64_t>(file.size())) {
    reply.status = 416;
  } else {
    reply.status = request.from > 0 ? 206 : 200;
    reply.body = file.substr(request.from);
  }
  return reply;
}

}  // namespace stride
