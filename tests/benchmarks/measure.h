// One of our benchmark programs and PyTorch at the same work, in turns.
#ifndef STRIDE_TESTS_BENCHMARKS_MEASURE_H_
#define STRIDE_TESTS_BENCHMARKS_MEASURE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace stride {

struct Case {
  const char* name;
  const char* program;    // beside this one
  const char* benchmark;  // of that program
  const char* peer;       // arguments of peers/pytorch.py
  // Not null: those of another way to do the same in PyTorch, and the name of its outcome.
  const char* other_peer = nullptr;
  const char* other_name = nullptr;
};

struct Side {
  std::vector<double> rates;  // items a second, one of each turn
  std::vector<double> peaks;  // largest resident set, MiB
};

struct Outcome {
  std::string name;
  Side ours;
  Side peer;  // empty without an interpreter
};

// `turns` of ours and each of PyTorch's after the other: an outcome for each of PyTorch's.
// `peer_python` is its interpreter, or empty.
absl::StatusOr<std::vector<Outcome>> Measure(const Case& which, int turns,
                                             const std::string& peer_python);

// Ours by PyTorch's, turn by turn.
std::vector<double> Ratios(const Outcome& outcome);

double Median(std::vector<double> values);  // at least one

// What one call of //tests/benchmarks measured.
struct Measurement {
  std::string date;     // RFC 3339: their order is that of time
  std::string machine;  // its processor
  std::vector<Outcome> outcomes;
};

Measurement MeasuredNow(std::vector<Outcome> outcomes);

absl::Status WriteJson(const Measurement& measurement, const std::string& path);
// InvalidArgument where the file is not one of WriteJson's.
absl::StatusOr<Measurement> ReadJson(const std::string& path);

}  // namespace stride

#endif  // STRIDE_TESTS_BENCHMARKS_MEASURE_H_
