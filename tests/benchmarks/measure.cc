#include "stride/tests/benchmarks/measure.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
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

Side ReadSide(const nlohmann::json& side) {
  return {side.at("items_per_second").get<std::vector<double>>(),
          side.at("peak_mib").get<std::vector<double>>()};
}

std::string Processor() {
  const absl::StatusOr<std::string> text = ReadFile("/proc/cpuinfo");
  if (!text.ok()) return "";
  for (const absl::string_view line : absl::StrSplit(*text, '\n')) {
    const std::pair<absl::string_view, absl::string_view> entry =
        absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (absl::StripAsciiWhitespace(entry.first) != "model name") continue;
    return std::string(absl::StripAsciiWhitespace(entry.second));
  }
  return "";
}

absl::Status MeasureOurs(const Case& which, Side& side) {
  STRIDE_ASSIGN_OR_RETURN(const CommandResult result,
                          RunCommand({absl::StrCat(kFolder, which.program),
                                      "--benchmark_format=json", "--benchmark_min_time=3",
                                      absl::StrCat("--benchmark_filter=^", which.benchmark, "$")}));
  STRIDE_ASSIGN_OR_RETURN(const double rate, OurRate(result.output, which));
  Add(rate, result, side);
  return absl::OkStatus();
}

absl::Status MeasurePeer(const char* arguments, const std::string& python, Side& side) {
  std::vector<std::string> command = {python, absl::StrCat(kFolder, "peers/pytorch.py")};
  for (const auto word : absl::StrSplit(arguments, ' ')) command.emplace_back(word);
  STRIDE_ASSIGN_OR_RETURN(const CommandResult result, RunCommand(command));
  STRIDE_ASSIGN_OR_RETURN(const double rate, PeerRate(result.output));
  Add(rate, result, side);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Outcome>> Measure(const Case& which, int turns,
                                             const std::string& peer_python) {
  std::vector<Outcome> outcomes = {{which.name, {}, {}}};
  std::vector<const char*> peers = {which.peer};
  if (which.other_peer != nullptr && !peer_python.empty()) {
    outcomes.push_back({which.other_name, {}, {}});
    peers.push_back(which.other_peer);
  }
  Side ours;
  for (int turn = 0; turn < turns; ++turn) {
    STRIDE_RETURN_IF_ERROR(MeasureOurs(which, ours));
    if (peer_python.empty()) continue;
    for (size_t i = 0; i < peers.size(); ++i) {
      STRIDE_RETURN_IF_ERROR(MeasurePeer(peers[i], peer_python, outcomes[i].peer));
    }
  }
  for (Outcome& outcome : outcomes) outcome.ours = ours;
  return outcomes;
}

std::vector<double> Ratios(const Outcome& outcome) {
  std::vector<double> ratios;
  for (size_t i = 0; i < outcome.peer.rates.size(); ++i) {
    ratios.push_back(outcome.ours.rates[i] / outcome.peer.rates[i]);
  }
  return ratios;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

Measurement MeasuredNow(std::vector<Outcome> outcomes) {
  return {absl::FormatTime(absl::RFC3339_sec, absl::Now(), absl::UTCTimeZone()), Processor(),
          std::move(outcomes)};
}

absl::Status WriteJson(const Measurement& measurement, const std::string& path) {
  nlohmann::json cases;
  for (const Outcome& outcome : measurement.outcomes) {
    cases[outcome.name] = {{"ours", Json(outcome.ours)}, {"pytorch", Json(outcome.peer)}};
  }
  const nlohmann::json all = {
      {"date", measurement.date}, {"machine", measurement.machine}, {"cases", cases}};
  return WriteFileAtomically(path, all.dump(1) + "\n");
}

absl::StatusOr<Measurement> ReadJson(const std::string& path) {
  STRIDE_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  Measurement measurement;
  try {
    const nlohmann::json all = nlohmann::json::parse(text);
    measurement.date = all.at("date").get<std::string>();
    measurement.machine = all.at("machine").get<std::string>();
    for (const auto& [name, sides] : all.at("cases").items()) {
      measurement.outcomes.push_back(
          {name, ReadSide(sides.at("ours")), ReadSide(sides.at("pytorch"))});
    }
  } catch (const nlohmann::json::exception& error) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": not what --json of //tests/benchmarks writes: ", error.what()));
  }
  return measurement;
}

}  // namespace stride
