#include "stride/data/fetch/download.h"

#include <curl/curl.h>
#include <glog/logging.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/fetch/part_file.h"

namespace stride {
namespace {

using Curl = std::unique_ptr<CURL, void (*)(CURL*)>;

// One request: what is missing of the file goes to the end of the .part.
struct Request {
  CURL* curl;
  PartFile& part;
  const FileIdentity& expected;
  const DownloadOptions& options;
  int64_t received = 0;  // bytes
  bool too_long = false;
};

// libcurl calls it with the bytes of the answer, not with those of redirections and errors.
size_t OnBytes(char* data, size_t /*one*/, size_t size, void* context) {
  Request& request = *static_cast<Request*>(context);
  if (request.received == 0) {
    long code = 0;
    curl_easy_getinfo(request.curl, CURLINFO_RESPONSE_CODE, &code);
    if (code != 206) request.part.Clear();  // the whole file comes, not what was asked for
  }
  request.received += size;
  if (request.part.size() + static_cast<int64_t>(size) > request.expected.bytes) {
    request.too_long = true;
    return 0;
  }
  if (!request.part.Append({data, size})) return 0;
  request.options.progress(request.part.size());
  return size;
}

// Whether the same request may well succeed if it is made again.
bool IsPassing(CURLcode result, long code) {
  switch (result) {
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    case CURLE_HTTP_RETURNED_ERROR:
      return code == 416 || code == 429 || code >= 500;
    default:
      return false;
  }
}

std::string Reason(CURLcode result, long code, const char* details) {
  if (result == CURLE_HTTP_RETURNED_ERROR) return absl::StrCat("HTTP status ", code);
  const std::string reason = *details ? details : curl_easy_strerror(result);
  const bool certificates =
      result == CURLE_SSL_CACERT_BADFILE || result == CURLE_PEER_FAILED_VERIFICATION;
  return absl::StrCat(reason, certificates ? " (is the package ca-certificates installed?)" : "");
}

void SetOptions(const std::string& address, Request& request, char* details) {
  CURL* const curl = request.curl;
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 10L);
  curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, details);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "stride-fetch");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, OnBytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &request);
  const auto stall = static_cast<long>(absl::ToInt64Seconds(request.options.stall));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, stall);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, stall);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);  // byte a second
  // Not CURLOPT_RESUME_FROM, which gives up on a server that sends the whole file.
  const std::string range = absl::StrCat(request.part.size(), "-");
  curl_easy_setopt(curl, CURLOPT_RANGE, request.part.size() > 0 ? range.c_str() : nullptr);
}

// Unavailable: worth another attempt at this address. FailedPrecondition: not worth it.
absl::Status Perform(const std::string& address, Request& request) {
  char details[CURL_ERROR_SIZE] = "";
  SetOptions(address, request, details);
  const CURLcode result = curl_easy_perform(request.curl);
  STRIDE_RETURN_IF_ERROR(request.part.status());
  if (result == CURLE_OK) return absl::OkStatus();
  if (request.too_long) {
    request.part.Clear();
    return absl::FailedPreconditionError(
        absl::StrCat("expected ", request.expected.bytes, " bytes, found more"));
  }
  long code = 0;
  curl_easy_getinfo(request.curl, CURLINFO_RESPONSE_CODE, &code);
  if (code == 416) request.part.Clear();  // the server's file ends before ours
  const std::string reason = Reason(result, code, details);
  return IsPassing(result, code) ? absl::UnavailableError(reason)
                                 : absl::FailedPreconditionError(reason);
}

absl::Status FetchTheRest(const std::string& address, PartFile& part, const FileIdentity& expected,
                          const DownloadOptions& options, int64_t& received) {
  if (part.size() == expected.bytes) return absl::OkStatus();
  if (part.size() > expected.bytes) part.Clear();
  const Curl curl(curl_easy_init(), curl_easy_cleanup);
  CHECK(curl != nullptr);
  Request request{curl.get(), part, expected, options};
  absl::Status status = Perform(address, request);
  received += request.received;
  return status;
}

// The .part as it is now is either the file or is emptied.
absl::Status CheckPart(PartFile& part, const FileIdentity& expected) {
  absl::Status status = CheckFile(part.part_path(), expected);
  if (!status.ok()) part.Clear();
  return status;
}

absl::Status FetchFrom(const std::string& address, PartFile& part, const FileIdentity& expected,
                       const DownloadOptions& options, int64_t& received) {
  int64_t furthest = part.size();
  int fruitless = 0;
  while (true) {
    const bool resumes = part.size() > 0;
    absl::Status status = FetchTheRest(address, part, expected, options, received);
    if (status.ok()) status = CheckPart(part, expected);
    const bool again = absl::IsUnavailable(status) || (absl::IsDataLoss(status) && resumes);
    if (!again || !part.status().ok()) return status;
    if (part.size() > furthest) {
      furthest = part.size();
      fruitless = 0;
    } else if (++fruitless >= options.attempts) {
      return status;
    }
    absl::SleepFor(options.pause);
  }
}

}  // namespace

absl::StatusOr<int64_t> Download(const std::vector<std::string>& addresses, const std::string& path,
                                 const FileIdentity& expected, const DownloadOptions& options) {
  static const CURLcode set_up = curl_global_init(CURL_GLOBAL_DEFAULT);
  CHECK_EQ(set_up, CURLE_OK);
  PartFile part(path);
  int64_t received = 0;
  std::vector<std::string> failures;
  for (const std::string& address : addresses) {
    STRIDE_RETURN_IF_ERROR(part.status());
    const absl::Status status = FetchFrom(address, part, expected, options, received);
    if (status.ok()) {
      STRIDE_RETURN_IF_ERROR(part.Publish());
      return received;
    }
    failures.push_back(absl::StrCat(address, ": ", status.message()));
  }
  STRIDE_RETURN_IF_ERROR(part.status());
  if (part.size() > 0) {
    failures.push_back(absl::StrCat(part.size(), " of ", expected.bytes, " bytes are kept in ",
                                    part.part_path(), " to go on from"));
  }
  return absl::UnavailableError(absl::StrJoin(failures, "; "));
}

}  // namespace stride
