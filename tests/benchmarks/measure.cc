#include "stride/tests/benchmarks/measure.h"

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/tests/benchmarks/command.h"

namespace stride {
namespace {

const char kFolder[] = "tests/benchmarks/";  // below the folder that `bazel run` starts in

absl::StatusOr<double> OurRate(const std::string& output, const Case& which) {
  const nlohmann::json report = nlohmann::json::parse(output, nullptr, /*allow_exceptions=*/false);
  if (report.is_discarded() || report["benchmarks"].size() != 1) {
    return absl::InternalError(absl::StrCat(which.program, " has no benchmark ", which.benchmark));
  }
  return report["benchmarks"][0]["items_per_second"].get<double>();
}

absl::StatusOr<double> PeerRate(const std::string& output) {
  const std::vector<std::string> words = absl::StrSplit(output, absl::ByAnyChar(" \n"));
  double rate = 0;
  if (words.size() < 2 || !absl::SimpleAtod(words[1], &rate)) {
    return absl::InternalError(absl::StrCat("peers/pytorch.py: expected a rate, found ", output));
  }
  return rate;
}

void Add(double rate, const CommandResult& result, Side& side) {
  side.rates.push_back(rate);
  side.peaks.push_back(static_cast<double>(result.peak_rss_bytes) / (1 << 20));
}

nlohmann::json Json(const Side& side) {
  return {{"items_per_second", side.rates}, {"peak_mib", side.peaks}};
}

}  // namespace

absl::Status Measure(const Case& which, const std::string& peer_python, Outcome& outcome) {
  STRIDE_ASSIGN_OR_RETURN(const CommandResult ours,
                          RunCommand({absl::StrCat(kFolder, which.program),
                                      "--benchmark_format=json", "--benchmark_min_time=3",
                                      absl::StrCat("--benchmark_filter=^", which.benchmark, "$")}));
  STRIDE_ASSIGN_OR_RETURN(const double rate, OurRate(ours.output, which));
  Add(rate, ours, outcome.ours);
  if (peer_python.empty()) return absl::OkStatus();
  std::vector<std::string> command = {peer_python, absl::StrCat(kFolder, "peers/pytorch.py")};
  for (const auto word : absl::StrSplit(which.peer, ' ')) command.emplace_back(word);
  STRIDE_ASSIGN_OR_RETURN(const CommandResult peer, RunCommand(command));
  STRIDE_ASSIGN_OR_RETURN(const double peer_rate, PeerRate(peer.output));
  Add(peer_rate, peer, outcome.peer);
  return absl::OkStatus();
}

std::vector<double> Ratios(const Outcome& outcome) {
  std::vector<double> ratios;
  for (size_t i = 0; i < outcome.peer.rates.size(); ++i) {
    ratios.push_back(outcome.ours.rates[i] / outcome.peer.rates[i]);
  }
  return ratios;
}

absl::Status WriteJson(const std::vector<Outcome>& outcomes, const std::string& path) {
  nlohmann::json cases;
  for (const Outcome& outcome : outcomes) {
    cases[outcome.name] = {{"ours", Json(outcome.ours)}, {"pytorch", Json(outcome.peer)}};
  }
  const nlohmann::json all = {{"date", absl::FormatTime(absl::Now())}, {"cases", cases}};
  return WriteFileAtomically(path, all.dump(1) + "\n");
}

}  // namespace stride
