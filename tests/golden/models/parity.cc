// A family's networks against torchvision's: names and shapes of all tensors, number of parameters,
// and the logits of two images with weights that are computed from their names.
//
//   FAMILY_test FAMILY.json [large]     with `large`, the variants that are tested apart
//
// make_golden.py writes the files and has the formulas.
#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "nlohmann/json.hpp"
#include "stride/data/base/file.h"
#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

// The script rounds behind every operation; some deep networks show a weight's last bit.
#pragma STDC FP_CONTRACT OFF

namespace stride {
namespace {

template <typename Integer>
Integer Fnv1a(const std::string& text, Integer hash, Integer prime) {
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * prime;
  return hash;
}

// Scaled to [offset - scale, offset + scale).
void FillFromName(const std::string& name, double offset, double scale, const at::Tensor& tensor) {
  const auto seed = Fnv1a<uint32_t>(name, 2166136261u, 16777619u);
  const at::Tensor values = at::empty(tensor.sizes(), at::TensorOptions(at::kFloat));
  float* out = values.data_ptr<float>();
  for (int64_t i = 0; i < values.numel(); ++i) {
    uint32_t h = seed + static_cast<uint32_t>(i) * 2654435761u;
    h ^= h >> 16;
    h *= 0x85EBCA6Bu;
    h ^= h >> 13;
    h *= 0xC2B2AE35u;
    h ^= h >> 16;
    out[i] = static_cast<float>(offset + scale * ((h >> 8) / 8388608.0 - 1));
  }
  tensor.copy_(values);
}

void FillParameter(const NamedTensor& item, double gain) {
  const auto& [name, tensor] = item;
  const std::string last = name.substr(name.rfind('.') + 1);
  if (!tensor.is_floating_point()) return;
  if (last == "class_token" || last == "pos_embedding" || last == "relative_position_bias_table") {
    FillFromName(name, 0, 0.5, tensor);
  } else if (last == "running_var") {
    FillFromName(name, 1, 0.5, tensor);
  } else if (last == "weight" && tensor.dim() == 1) {
    FillFromName(name, 0.9, 0.2, tensor);
  } else if (last == "layer_scale" || tensor.dim() == 1) {
    FillFromName(name, 0, 0.1, tensor);
  } else {
    FillFromName(name, 0, gain * std::sqrt(6.0 * tensor.size(0) / tensor.numel()), tensor);
  }
}

std::vector<std::string> TensorLines(const Classifier& model) {
  std::vector<std::string> lines;
  for (const NamedTensor& item : StateTensors(model)) {
    const auto sizes = item.tensor.sizes();
    lines.push_back(absl::StrCat(item.name, " ", absl::StrJoin(sizes, "x")));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

class Parity : public ::testing::Test {
 public:
  explicit Parity(nlohmann::json expected) : expected_(std::move(expected)) {}

  void TestBody() override {
    const int64_t side = expected_["side"];
    const std::string variant = expected_["variant"];
    auto model = MakeModel(variant, {{3, side, side}, 10, 0});
    ASSERT_TRUE(model.ok()) << model.status();
    EXPECT_EQ(CountParameters(**model), expected_["parameters"]);
    const std::string lines = absl::StrJoin(TensorLines(**model), "\n");
    const auto hash = Fnv1a<uint64_t>(lines, 14695981039346656037u, 1099511628211u);
    ASSERT_EQ(absl::StrFormat("%016x", hash), expected_["tensors_fnv1a"])
        << "compare with make_golden.py --names " << variant << ":\n"
        << lines;
    ExpectLogits(**model, side);
  }

 private:
  void ExpectLogits(Classifier& model, int64_t side) const {
    const c10::NoGradGuard no_grad;
    const double gain = expected_["gain"];
    for (const NamedTensor& item : StateTensors(model)) FillParameter(item, gain);
    const at::Tensor images = at::empty({2, 3, side, side}, at::TensorOptions(at::kFloat));
    FillFromName("images", 0, 1, images);
    const EvalModeScope eval(model);
    const at::Tensor logits = model.Forward(images).flatten();
    double largest = 0;
    double difference = 0;
    for (int64_t i = 0; i < logits.numel(); ++i) {
      const double expected = expected_["logits"].at(i);
      largest = std::max(largest, std::abs(expected));
      difference = std::max(difference, std::abs(logits[i].item<double>() - expected));
    }
    EXPECT_LE(difference, 1e-4 * largest);
    std::cout << "largest difference " << difference / largest << " of the largest logit\n";
  }

  const nlohmann::json expected_;
};

int RegisterTests(const std::string& path, bool large) {
  const auto bytes = ReadFile(path);
  if (!bytes.ok()) {
    std::cerr << bytes.status() << std::endl;
    return 1;
  }
  for (const nlohmann::json& variant : nlohmann::json::parse(*bytes)) {
    if (variant["large"] != large) continue;
    ::testing::RegisterTest("Parity", variant["variant"].get<std::string>().c_str(), nullptr,
                            nullptr, __FILE__, __LINE__, [variant] { return new Parity(variant); });
  }
  if (::testing::UnitTest::GetInstance()->total_test_count() == 0) {
    std::cerr << path << ": no " << (large ? "large" : "small") << " variant" << std::endl;
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace stride

// NOLINTNEXTLINE(bugprone-exception-escape): a golden file of another form may end the test.
int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (argc < 2) {
    std::cerr << "usage: FAMILY_test FAMILY.json [large]\n";
    return 1;
  }
  const bool large = argc > 2 && std::string(argv[2]) == "large";
  if (stride::RegisterTests(argv[1], large) != 0) return 1;
  return RUN_ALL_TESTS();
}
