#include "stride/data/dataset/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // zlib's way to ask for gzip's format
constexpr int64_t kFirstBytes = 65536;
constexpr int64_t kMostBytesOfOneCall = int64_t{1} << 30;  // zlib counts them in 32 bits

// Ends the stream when it goes.
struct Inflater {
  z_stream stream = {};
  bool ok = inflateInit2(&stream, kGzipWindowBits) == Z_OK;
  ~Inflater() {
    if (ok) inflateEnd(&stream);
  }
};

absl::Status Damaged(const std::string& path, const z_stream& stream, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(path, ": gzip stream ", what, " at byte ",
                                          stream.total_in,
                                          "; the file is damaged, fetch it again"));
}

// Appends what fits between `done` bytes and the end of `out`, which is cut to what came.
int Inflate(z_stream& stream, size_t done, std::string& out) {
  stream.next_out = reinterpret_cast<Bytef*>(&out[done]);
  stream.avail_out = static_cast<uInt>(out.size() - done);
  const int result = inflate(&stream, Z_NO_FLUSH);
  out.resize(out.size() - stream.avail_out);
  return result;
}

}  // namespace

bool IsGzip(absl::string_view bytes) {
  return bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b';
}

absl::StatusOr<std::string> Gunzip(const std::string& path, absl::string_view bytes,
                                   int64_t limit) {
  Inflater inflater;
  if (!inflater.ok) return absl::ResourceExhaustedError(absl::StrCat(path, ": zlib cannot start"));
  z_stream& stream = inflater.stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in =
      static_cast<uInt>(std::min<size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
  std::string out;
  while (static_cast<int64_t>(out.size()) < limit) {
    const int64_t done = static_cast<int64_t>(out.size());
    const int64_t more = std::clamp(done, kFirstBytes, kMostBytesOfOneCall);
    out.resize(std::min(limit, done + more));
    const int result = Inflate(stream, done, out);
    if (result == Z_STREAM_END) {
      if (stream.avail_in > 0) return Damaged(path, stream, "goes on after its end");
      return out;
    }
    if (result == Z_BUF_ERROR || (result == Z_OK && stream.avail_out > 0)) {
      return Damaged(path, stream, "ends too early");
    }
    if (result != Z_OK) return Damaged(path, stream, "is corrupt");
  }
  return out;
}

}  // namespace stride
