// How the ratios of Stride to PyTorch have changed: a picture of what --json of //tests/benchmarks
// wrote, file by file in the order of their dates.
//
//   bazel run //tests/benchmarks:history -- --output=history.png FILE.json...

#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/encode.h"
#include "stride/eval/report/curves.h"
#include "stride/tests/benchmarks/measure.h"

ABSL_FLAG(std::string, output, "history.png", "the picture");

namespace stride {
namespace {

absl::StatusOr<std::vector<Measurement>> ReadAll(const std::vector<std::string>& paths) {
  std::vector<Measurement> all;
  for (const std::string& path : paths) {
    STRIDE_ASSIGN_OR_RETURN(Measurement one, ReadJson(UserPath(path)));
    all.push_back(std::move(one));
  }
  std::sort(all.begin(), all.end(),
            [](const Measurement& a, const Measurement& b) { return a.date < b.date; });
  return all;
}

// The cases whose names begin with one of these.
Plot RatiosOf(const std::vector<Measurement>& all, const std::string& title,
              const std::vector<std::string>& beginnings) {
  std::map<std::string, Series> series;
  for (size_t i = 0; i < all.size(); ++i) {
    for (const Outcome& outcome : all[i].outcomes) {
      const bool here = std::any_of(beginnings.begin(), beginnings.end(), [&](const auto& start) {
        return absl::StartsWith(outcome.name, start);
      });
      if (!here || outcome.peer.rates.empty()) continue;
      Series& line = series[outcome.name];
      line.name = outcome.name;
      line.x.push_back(static_cast<double>(i + 1));
      line.y.push_back(Median(Ratios(outcome)));
    }
  }
  Plot plot;
  plot.title = title;
  plot.x_label = "measurement";
  plot.y_label = "Stride / PyTorch";
  for (auto& entry : series) plot.series.push_back(std::move(entry.second));
  return plot;
}

absl::Status DrawHistory(const std::vector<std::string>& paths) {
  if (paths.empty())
    return absl::InvalidArgumentError("expected files of measurements; see --help");
  STRIDE_ASSIGN_OR_RETURN(const std::vector<Measurement> all, ReadAll(paths));
  for (size_t i = 0; i < all.size(); ++i) {
    std::cout << i + 1 << "  " << all[i].date << "  " << all[i].machine << "\n";
  }
  std::vector<Plot> plots;
  for (Plot plot : {RatiosOf(all, "training", {"vgg", "resnet", "mnist"}),
                    RatiosOf(all, "prediction", {"infer"}), RatiosOf(all, "input", {"loader"})}) {
    if (!plot.series.empty()) plots.push_back(std::move(plot));
  }
  if (plots.empty()) {
    return absl::InvalidArgumentError("no file has PyTorch's figures: measure with --peer_python");
  }
  STRIDE_ASSIGN_OR_RETURN(const Image picture, DrawCurves(plots));
  STRIDE_ASSIGN_OR_RETURN(const std::string png, EncodePng(picture));
  const std::string output = UserPath(absl::GetFlag(FLAGS_output));
  STRIDE_RETURN_IF_ERROR(WriteFileAtomically(output, png));
  std::cout << output << "\n";
  return absl::OkStatus();
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Draws how measurements of //tests/benchmarks have changed.");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  const absl::Status status = stride::DrawHistory({arguments.begin() + 1, arguments.end()});
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  return 1;
}
