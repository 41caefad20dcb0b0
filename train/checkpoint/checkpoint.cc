#include "stride/train/checkpoint/checkpoint.h"

#include <cstring>
#include <map>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/safetensors.h"
#include "stride/models/core/weights.h"

namespace stride {
namespace {

constexpr char kVersionKey[] = "stride_checkpoint";
constexpr char kVersion[] = "1";
constexpr char kModel[] = "model.";
constexpr char kOptimizer[] = "optimizer.";

using Metadata = std::map<std::string, std::string>;

// Calls visit(name, field) for all that is saved.
template <typename State, typename Visit>
void VisitFields(State& state, Visit visit) {
  visit("epoch", state.epoch);
  visit("batch", state.batch);
  visit("step", state.step);
  visit("best_accuracy", state.best_accuracy);
  visit("loss_sum", state.loss_sum);
  visit("correct", state.correct);
  visit("examples", state.examples);
  visit("seed", state.seed);
  visit("batches_per_epoch", state.batches_per_epoch);
}

std::string ToText(double value) { return absl::StrFormat("%.17g", value); }
template <typename Integer>
std::string ToText(Integer value) {
  return absl::StrCat(value);
}

bool Parse(const std::string& text, double& value) { return absl::SimpleAtod(text, &value); }
bool Parse(const std::string& text, uint64_t& value) { return absl::SimpleAtoi(text, &value); }
bool Parse(const std::string& text, int64_t& value) {
  return absl::SimpleAtoi(text, &value) && value >= 0;
}

Metadata ToMetadata(const TrainState& state) {
  Metadata metadata = {{kVersionKey, kVersion}};
  VisitFields(state, [&](const char* name, auto value) { metadata[name] = ToText(value); });
  return metadata;
}

absl::StatusOr<TrainState> FromMetadata(const Metadata& metadata) {
  const auto version = metadata.find(kVersionKey);
  if (version == metadata.end()) {
    return absl::InvalidArgumentError(
        "not a training checkpoint (weights alone are loaded by LoadWeights)");
  }
  if (version->second != kVersion) {
    return absl::InvalidArgumentError(
        absl::StrCat("checkpoint of version ", version->second, ", expected version ", kVersion));
  }
  TrainState state;
  absl::Status status;
  VisitFields(state, [&](const char* name, auto& field) {
    const auto found = metadata.find(name);
    const std::string text = found == metadata.end() ? "" : found->second;
    if (Parse(text, field) || !status.ok()) return;
    status = absl::DataLossError(
        absl::StrCat("metadata \"", name, "\": expected a number, found \"", text, "\""));
  });
  if (!status.ok()) return status;
  return state;
}

void AppendWithPrefix(const char* prefix, const std::vector<NamedTensor>& source,
                      std::vector<NamedTensor>& target) {
  for (const NamedTensor& item : source) {
    target.push_back({absl::StrCat(prefix, item.name), item.tensor});
  }
}

// The tensors whose names begin with the prefix, without it.
std::vector<NamedTensor> WithoutPrefix(const char* prefix,
                                       const std::vector<NamedTensor>& tensors) {
  std::vector<NamedTensor> found;
  for (const NamedTensor& item : tensors) {
    if (!absl::StartsWith(item.name, prefix)) continue;
    found.push_back({item.name.substr(std::strlen(prefix)), item.tensor});
  }
  return found;
}

absl::StatusOr<TrainState> Restore(const TensorFile& file, Classifier& classifier,
                                   Optimizer& optimizer) {
  STRIDE_ASSIGN_OR_RETURN(const TrainState state, FromMetadata(file.metadata));
  const std::vector<NamedTensor> optimizer_state = WithoutPrefix(kOptimizer, file.tensors);
  STRIDE_RETURN_IF_ERROR(optimizer.CheckState(optimizer_state));
  STRIDE_RETURN_IF_ERROR(
      CopyTensors(WithoutPrefix(kModel, file.tensors), StateTensors(classifier)));
  STRIDE_RETURN_IF_ERROR(optimizer.LoadState(optimizer_state));
  return state;
}

}  // namespace

absl::Status SaveCheckpoint(const std::string& path, const Classifier& classifier,
                            const Optimizer& optimizer, const TrainState& state) {
  std::vector<NamedTensor> tensors;
  AppendWithPrefix(kModel, StateTensors(classifier), tensors);
  AppendWithPrefix(kOptimizer, optimizer.State(), tensors);
  return WriteSafetensors(path, tensors, ToMetadata(state));
}

absl::StatusOr<TrainState> LoadCheckpoint(const std::string& path, Classifier& classifier,
                                          Optimizer& optimizer) {
  STRIDE_ASSIGN_OR_RETURN(const TensorFile file, ReadSafetensors(path));
  absl::StatusOr<TrainState> state = Restore(file, classifier, optimizer);
  if (state.ok()) return state;
  return absl::Status(state.status().code(), absl::StrCat(path, ": for ", classifier.name(), ": ",
                                                          state.status().message()));
}

}  // namespace stride
