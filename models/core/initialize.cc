#include "stride/models/core/initialize.h"

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <map>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "stride/data/base/random.h"
#include "stride/models/core/uninitialized_scope.h"

namespace stride {
namespace {

void Fill(const at::Tensor& parameter, const Distribution& distribution, RandomStream random) {
  if (distribution.scale == 0) {
    parameter.zero_();
    return;
  }
  const at::Tensor values = at::empty(parameter.sizes(), at::TensorOptions(at::kFloat));
  float* value = values.data_ptr<float>();
  for (int64_t i = 0; i < values.numel(); ++i) {
    const double unit = distribution.normal ? random.Normal() : random.Uniform(-1, 1);
    value[i] = static_cast<float>(unit * distribution.scale);
  }
  parameter.copy_(values);
}

const SpecialInitialisation* FindSpecial(const std::vector<SpecialInitialisation>& special,
                                         const std::string& name) {
  for (const SpecialInitialisation& candidate : special) {
    if (absl::EndsWith(name, candidate.suffix)) return &candidate;
  }
  return nullptr;
}

}  // namespace

LayerInitialisation InitialisationOf(const at::Tensor& weight, Initialisation scheme) {
  const double fan_in = static_cast<double>(weight.numel()) / weight.size(0);
  const double fan_out = static_cast<double>(weight.numel()) / weight.size(1);
  const Distribution torch_default{false, 1 / std::sqrt(fan_in)};
  switch (scheme) {
    case Initialisation::kHeFanIn:
      return {{true, std::sqrt(2 / fan_in)}, {}};
    case Initialisation::kHeFanOut:
    case Initialisation::kHeFanOutSmallHead:
    case Initialisation::kHeFanOutUniformHead:
      if (weight.dim() > 2) return {{true, std::sqrt(2 / fan_out)}, {}};
      if (scheme == Initialisation::kHeFanOutSmallHead) return {{true, 0.01}, {}};
      if (scheme == Initialisation::kHeFanOut) break;
      return {{false, 1 / std::sqrt(fan_out)}, {}};
    case Initialisation::kXavier:
      return {{false, std::sqrt(6 / (fan_in + fan_out))}, {}};
    case Initialisation::kSmallNormal:
      return {{true, 0.02}, {}};
    case Initialisation::kTorchDefault:
    case Initialisation::kPublished:
      break;
  }
  return {torch_default, torch_default};
}

void InitializeParameters(const std::vector<NamedTensor>& parameters, Initialisation scheme,
                          uint64_t seed, const std::vector<SpecialInitialisation>& special,
                          const LayerRule& published) {
  if (UninitializedScope::Active()) return;
  const c10::NoGradGuard no_grad;
  std::map<std::string, at::Tensor> weights;
  for (const NamedTensor& parameter : parameters) {
    if (absl::EndsWith(parameter.name, "weight")) weights[parameter.name] = parameter.tensor;
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    const auto& [name, tensor] = parameters[i];
    const RandomStream random(seed, /*epoch=*/0, i, RandomPurpose::kInitialisation);
    if (const SpecialInitialisation* found = FindSpecial(special, name)) {
      Fill(tensor, found->values, random);
      continue;
    }
    const bool is_bias = absl::EndsWith(name, "bias");
    const std::string layer(absl::StripSuffix(absl::StripSuffix(name, "weight"), "bias"));
    const auto weight = weights.find(absl::StrCat(layer, "weight"));
    if (weight == weights.end() || (layer.size() == name.size())) continue;
    if (weight->second.dim() < 2) {
      tensor.fill_(is_bias ? 0 : 1);
      continue;
    }
    const bool own = scheme == Initialisation::kPublished && published != nullptr;
    const LayerInitialisation layer_values =
        own ? published(weight->first, weight->second) : InitialisationOf(weight->second, scheme);
    Fill(tensor, is_bias ? layer_values.bias : layer_values.weight, random);
  }
}

}  // namespace stride
