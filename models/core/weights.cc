#include "stride/models/core/weights.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/safetensors.h"
#include "stride/models/core/shape.h"

namespace stride {
namespace {

constexpr size_t kShown = 3;  // of each kind of difference

using TensorMap = std::map<std::string, at::Tensor>;

TensorMap ByName(const std::vector<NamedTensor>& tensors) {
  TensorMap map;
  for (const NamedTensor& item : tensors) map[item.name] = item.tensor;
  return map;
}

std::vector<std::string> NamesOnlyIn(const TensorMap& a, const TensorMap& b) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : a) {
    if (b.count(name) == 0) names.push_back(name);
  }
  return names;
}

std::vector<std::string> DifferentShapes(const TensorMap& source, const TensorMap& target) {
  std::vector<std::string> differences;
  for (const auto& [name, tensor] : target) {
    const auto found = source.find(name);
    if (found == source.end() || found->second.sizes() == tensor.sizes()) continue;
    differences.push_back(absl::StrCat(name, " (expected ", SizesToString(tensor.sizes()),
                                       ", found ", SizesToString(found->second.sizes()), ")"));
  }
  return differences;
}

// "2 missing: a, b"; "" if there are none.
std::string List(const std::vector<std::string>& items, const char* kind) {
  if (items.empty()) return "";
  const auto shown = absl::MakeConstSpan(items).subspan(0, kShown);
  return absl::StrCat("; ", items.size(), " ", kind, ": ", absl::StrJoin(shown, ", "),
                      items.size() > kShown ? ", ..." : "");
}

absl::Status CopyFrom(const std::string& path, const std::vector<NamedTensor>& source,
                      const std::vector<NamedTensor>& target, const Classifier& classifier) {
  absl::Status status = CopyTensors(source, target);
  if (status.ok()) return status;
  return absl::Status(
      status.code(),
      absl::StrCat(path, ": for ", classifier.name(), " of ", classifier.input_shape().ToString(),
                   " images and ", classifier.num_classes(), " classes ", status.message()));
}

// Whether only the first dimension differs, and is that of the classes.
bool DifferInClasses(const at::Tensor& file, const at::Tensor& ours, int64_t num_classes) {
  return ours.dim() > 0 && file.dim() == ours.dim() && ours.size(0) == num_classes &&
         file.size(0) != num_classes && file.sizes().slice(1) == ours.sizes().slice(1);
}

}  // namespace

absl::Status CopyTensors(const std::vector<NamedTensor>& source,
                         const std::vector<NamedTensor>& target) {
  const TensorMap from = ByName(source);
  const TensorMap to = ByName(target);
  const std::string differences = absl::StrCat(List(NamesOnlyIn(to, from), "missing"),
                                               List(NamesOnlyIn(from, to), "unexpected"),
                                               List(DifferentShapes(from, to), "of another shape"));
  if (!differences.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the tensors are not this network's", differences));
  }
  const c10::NoGradGuard no_grad;
  for (const auto& [name, tensor] : to) tensor.copy_(from.at(name));
  return absl::OkStatus();
}

absl::Status CheckFinite(const Classifier& classifier) {
  for (const NamedTensor& item : StateTensors(classifier)) {
    if (!item.tensor.isfinite().all().item<bool>()) {
      return absl::FailedPreconditionError(absl::StrCat(item.name, " is not finite"));
    }
  }
  return absl::OkStatus();
}

absl::Status SaveWeights(const Classifier& classifier, const std::string& path) {
  return WriteSafetensors(path, StateTensors(classifier),
                          {{"format", "pt"}, {"model", classifier.name()}});
}

absl::Status LoadWeights(Classifier& classifier, const std::string& path) {
  STRIDE_ASSIGN_OR_RETURN(const TensorFile file, ReadSafetensors(path));
  return CopyFrom(path, file.tensors, StateTensors(classifier), classifier);
}

absl::StatusOr<std::vector<std::string>> LoadTrunk(Classifier& classifier,
                                                   const std::string& path) {
  STRIDE_ASSIGN_OR_RETURN(const TensorFile file, ReadSafetensors(path));
  TensorMap source = ByName(file.tensors);
  std::vector<NamedTensor> target;
  std::vector<std::string> left;
  for (const NamedTensor& item : StateTensors(classifier)) {
    const auto found = source.find(item.name);
    if (found != source.end() &&
        DifferInClasses(found->second, item.tensor, classifier.num_classes())) {
      left.push_back(item.name);
      source.erase(found);
    } else {
      target.push_back(item);
    }
  }
  std::vector<NamedTensor> trunk;
  for (const auto& [name, tensor] : source) trunk.push_back({name, tensor});
  STRIDE_RETURN_IF_ERROR(CopyFrom(path, trunk, target, classifier));
  return left;
}

}  // namespace stride
