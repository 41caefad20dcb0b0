#include "stride/data/dataset/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // zlib's way to ask for gzip's format

// Ends the stream when it goes.
struct Inflater {
  z_stream stream = {};
  bool ok = inflateInit2(&stream, kGzipWindowBits) == Z_OK;
  ~Inflater() {
    if (ok) inflateEnd(&stream);
  }
};

absl::Status Damaged(const std::string& path, int64_t offset, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(path, ": gzip stream ", what, " at byte ", offset,
                                          "; the file is damaged, fetch it again"));
}

absl::StatusOr<std::string> Uncompress(const std::string& path, const std::string& bytes,
                                       int64_t max_bytes) {
  Inflater inflater;
  if (!inflater.ok) return absl::ResourceExhaustedError(absl::StrCat(path, ": zlib cannot start"));
  z_stream& stream = inflater.stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  int result = Z_OK;
  while (result != Z_STREAM_END) {
    const size_t done = out.size();
    out.resize(std::max<size_t>(65536, 2 * done));
    stream.next_out = reinterpret_cast<Bytef*>(&out[done]);
    stream.avail_out = static_cast<uInt>(out.size() - done);
    result = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    const int64_t offset = static_cast<int64_t>(bytes.size()) - stream.avail_in;
    if (result == Z_BUF_ERROR || (result == Z_OK && stream.avail_in == 0 && stream.avail_out > 0)) {
      return Damaged(path, offset, "ends too early");
    }
    if (result != Z_OK && result != Z_STREAM_END) return Damaged(path, offset, "is corrupt");
    if (static_cast<int64_t>(out.size()) > max_bytes) {
      return Damaged(path, offset, absl::StrCat("holds more than ", max_bytes, " bytes"));
    }
  }
  if (stream.avail_in > 0) return Damaged(path, bytes.size() - stream.avail_in, "goes on after its end");
  return out;
}

}  // namespace

absl::StatusOr<std::string> ReadMaybeGzip(const std::string& path, int64_t max_bytes) {
  STRIDE_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
  if (bytes.size() < 2 || bytes[0] != '\x1f' || bytes[1] != '\x8b') return bytes;
  return Uncompress(path, bytes, max_bytes);
}

}  // namespace stride
