// Shows a run to the person who waits for it: on a terminal one line that is rewritten, else a line
// a quarter of an epoch; and a line an epoch.
//
//   Progress progress(ConsoleProgress());
//   fit_options.observer = &progress;
#ifndef STRIDE_TRAIN_LOG_PROGRESS_H_
#define STRIDE_TRAIN_LOG_PROGRESS_H_

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "stride/train/log/observer.h"

namespace stride {

struct ProgressOptions {
  std::ostream* output = nullptr;  // not null
  bool live = false;               // a terminal, where a line can be rewritten
  std::function<int()> columns = [] { return 80; };
  std::function<absl::Time()> now = absl::Now;
};

// Standard output as it is: a terminal of some width, or not.
ProgressOptions ConsoleProgress();

class Progress : public FitObserver {
 public:
  explicit Progress(ProgressOptions options);
  ~Progress() override;  // a live line that stands is ended

  void OnStep(const StepReport& report) override;
  void OnEpoch(const EpochReport& report) override;

 private:
  std::string Numbers(const StepReport& report, double seconds) const;
  void Redraw(const StepReport& report, double seconds);
  void ClearLine();

  const ProgressOptions options_;
  int64_t epoch_ = 0;
  int64_t first_batch_ = 0;  // of this epoch that was timed, less one
  int64_t images_ = 0;       // since then
  absl::Time start_;
  absl::Time drawn_;
  bool line_stands_ = false;
};

}  // namespace stride

#endif  // STRIDE_TRAIN_LOG_PROGRESS_H_
