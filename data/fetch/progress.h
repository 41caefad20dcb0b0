// Shows a download to the person who waits for it: on a terminal one line that is rewritten, else a
// line a tenth.
#ifndef STRIDE_DATA_FETCH_PROGRESS_H_
#define STRIDE_DATA_FETCH_PROGRESS_H_

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace stride {

class DownloadProgress {
 public:
  // A file of `total` bytes (more than none), called `name`. `output` outlives this.
  DownloadProgress(std::string name, int64_t total, std::ostream& output, bool live,
                   std::function<absl::Time()> now = absl::Now);
  ~DownloadProgress();  // a live line that stands is ended

  // `done` bytes are there, those of earlier calls and runs included.
  void operator()(int64_t done);

 private:
  std::string Numbers(int64_t done) const;

  const std::string name_;
  const int64_t total_;
  std::ostream& output_;
  const bool live_;
  const std::function<absl::Time()> now_;
  int64_t first_ = -1;  // what was there at `start_`
  int64_t tenth_ = 0;   // the last that was shown
  absl::Time start_;
  absl::Time drawn_ = absl::InfinitePast();
  bool line_stands_ = false;
};

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_PROGRESS_H_
