// An HTTP server on the loopback interface, for tests: it answers as the test wants, faults
// included.
#ifndef STRIDE_DATA_FETCH_FAULTY_SERVER_H_
#define STRIDE_DATA_FETCH_FAULTY_SERVER_H_

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace stride {

struct HttpRequest {
  std::string path;
  int64_t from;  // of a Range header; 0 without one
};

struct HttpReply {
  int status = 200;
  std::string headers;  // each with its "\r\n"; Content-Length is added
  std::string body;
  int64_t stop_at = -1;  // byte of the body at which no more is sent; -1: all is
  bool stall = false;    // the connection then stays open, else it is cut
};

// One connection after another, in a thread of its own; every reply ends its connection.
class FaultyServer {
 public:
  explicit FaultyServer(std::function<HttpReply(const HttpRequest&)> handler);
  ~FaultyServer();
  FaultyServer(const FaultyServer&) = delete;
  FaultyServer& operator=(const FaultyServer&) = delete;

  std::string address() const;  // "http://127.0.0.1:PORT/"
  std::vector<HttpRequest> requests() const;

 private:
  void Serve();
  void Answer(int connection);

  const std::function<HttpReply(const HttpRequest&)> handler_;
  int listener_;
  int port_;
  mutable std::mutex mutex_;
  std::vector<HttpRequest> requests_;
  std::thread thread_;
};

// What a server without faults answers.
HttpReply Whole(const std::string& file, const HttpRequest& request);

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_FAULTY_SERVER_H_
