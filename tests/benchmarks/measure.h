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

// Another turn of `which`, added to `outcome`. `peer_python` is PyTorch's interpreter, or empty.
absl::Status Measure(const Case& which, const std::string& peer_python, Outcome& outcome);

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
