// Losses, optimizers and schedules against PyTorch's (make_golden.py).
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <c10/core/ScalarType.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "stride/models/core/safetensors.h"
#include "stride/train/loss/loss.h"
#include "stride/train/optimizer/adam.h"
#include "stride/train/optimizer/sgd.h"
#include "stride/train/schedule/constant.h"
#include "stride/train/schedule/cosine.h"
#include "stride/train/schedule/one_cycle.h"
#include "stride/train/schedule/step_decay.h"

namespace stride {
namespace {

constexpr int kSteps = 40;
constexpr double kScheduleBound = 1e-9;   // relative to the largest value of a schedule
constexpr double kOptimizerBound = 1e-6;  // after 40 steps, on parameters of about 1
constexpr double kLossBound = 1e-6;

const at::Tensor& Golden(const std::string& name) {
  static const auto* tensors = [] {
    const auto file = ReadSafetensors("tests/golden/training/training.safetensors");
    auto* map = new std::map<std::string, at::Tensor>;
    for (const NamedTensor& item : file.value().tensors) (*map)[item.name] = item.tensor;
    return map;
  }();
  return tensors->at(name);
}

at::Tensor Pattern(int64_t size, int64_t offset) {
  const at::Tensor numbers = at::arange(size, at::kDouble).mul(37).add(offset).remainder(101);
  return numbers.div(50).sub(1).to(at::kFloat);
}

double LargestDifference(const at::Tensor& a, const at::Tensor& b) {
  return a.sub(b).abs().max().item<double>();
}

using RatesAt = std::function<Rates(int64_t step)>;

const RatesAt kFixedRate = [](int64_t) { return Rates{0.02, std::nullopt}; };

RatesAt OneCycleRates() {
  OneCycleOptions options;
  options.learning_rate = 0.02;
  options.total_steps = kSteps;
  return OneCycle(options)->at;
}

template <typename Make, typename Options>
void ExpectSamePath(const std::string& name, Make make, const Options& options,
                    const RatesAt& rates = kFixedRate) {
  const at::Tensor& expected = Golden("optimizer." + name);
  const at::Tensor weight = Pattern(40, 11).view({5, 8});
  const at::Tensor bias = Pattern(8, 5);
  const auto optimizer = *make({{{"weight", weight}, 1, 1}, {{"bias", bias}, 0.5, 0}}, options);
  for (int step = 0; step < kSteps; ++step) {
    weight.mutable_grad() = Pattern(40, 29 * step + 7).view({5, 8});
    bias.mutable_grad() = Pattern(8, 29 * step + 3);
    const Rates now = rates(step);
    optimizer->Step(now.learning_rate, now.momentum);
    const at::Tensor parameters = at::cat({weight.flatten(), bias});
    ASSERT_LT(LargestDifference(parameters, expected[step]), kOptimizerBound)
        << name << ", step " << step;
  }
}

TEST(TrainingGoldenTest, Sgd) {
  SgdOptions options;
  ExpectSamePath("sgd", MakeSgd, options);
  options.weight_decay = 0.1;
  ExpectSamePath("sgd_weight_decay", MakeSgd, options);
  options.momentum = 0.9;
  ExpectSamePath("sgd_momentum", MakeSgd, options);
  ExpectSamePath("sgd_momentum_one_cycle", MakeSgd, options, OneCycleRates());
  options.nesterov = true;
  ExpectSamePath("sgd_nesterov", MakeSgd, options);
  options = {};
  options.momentum = 0.9;
  options.dampening = 0.3;
  ExpectSamePath("sgd_dampening", MakeSgd, options);
}

TEST(TrainingGoldenTest, Adam) {
  AdamOptions options;
  ExpectSamePath("adam", MakeAdam, options);
  ExpectSamePath("adam_one_cycle", MakeAdam, options, OneCycleRates());
  options.weight_decay = 0.1;
  options.decoupled = true;
  ExpectSamePath("adamw", MakeAdam, options);
  options.decoupled = false;
  options.beta1 = 0.8;
  options.beta2 = 0.95;
  ExpectSamePath("adam_weight_decay", MakeAdam, options);
}

void ExpectSameLoss(const std::string& name, const Loss& loss, const at::Tensor& labels) {
  const at::Tensor logits = Pattern(30, 23).mul(3).view({6, 5}).requires_grad_();
  const at::Tensor value = loss.function(logits, labels);
  value.backward();
  const at::Tensor actual = at::cat({value.detach().view({1}), logits.grad().flatten()});
  EXPECT_LT(LargestDifference(actual, Golden("loss." + name)), kLossBound) << name;
}

TEST(TrainingGoldenTest, LossesAndTheirGradients) {
  const at::Tensor hard = at::arange(6, at::kLong).mul(3).remainder(5);
  at::Tensor soft = Pattern(30, 17).view({6, 5}).add(1.25);
  soft = soft.div(soft.sum({1}, /*keepdim=*/true));
  ExpectSameLoss("cross_entropy", CrossEntropy(), hard);
  ExpectSameLoss("cross_entropy_smoothed", CrossEntropy(0.1), hard);
  ExpectSameLoss("cross_entropy_soft", CrossEntropy(), soft);
  ExpectSameLoss("cross_entropy_soft_smoothed", CrossEntropy(0.1), soft);
  ExpectSameLoss("log_softmax_nll", LogSoftmaxNll(), hard);
  ExpectSameLoss("mean_squared_error", MeanSquaredErrorOneHot(), hard);
}

void ExpectSameRates(const std::string& name, const absl::StatusOr<Schedule>& schedule) {
  ASSERT_TRUE(schedule.ok()) << schedule.status();
  const at::Tensor& expected = Golden("schedule." + name);
  for (int step = 0; step < kSteps; ++step) {
    const Rates rates = schedule->at(step);
    const double* row = expected[step].data_ptr<double>();
    EXPECT_NEAR(rates.learning_rate, row[0], 0.4 * kScheduleBound) << name << ", step " << step;
    EXPECT_NEAR(rates.momentum.value_or(0.9), row[1], kScheduleBound) << name << ", step " << step;
  }
}

TEST(TrainingGoldenTest, Schedules) {
  ExpectSameRates("constant", Constant(0.4));
  ExpectSameRates("step_decay", StepDecay({0.4, {10, 15, 30}, 0.3}));

  CosineOptions cosine;
  cosine.learning_rate = 0.4;
  cosine.total_steps = kSteps;
  cosine.final_learning_rate = 0.01;
  ExpectSameRates("cosine", Cosine(cosine));
  cosine.final_learning_rate = 0;
  cosine.warmup_steps = 10;
  ExpectSameRates("cosine_warm", Cosine(cosine));

  OneCycleOptions one_cycle;
  one_cycle.learning_rate = 0.4;
  one_cycle.total_steps = kSteps;
  ExpectSameRates("one_cycle", OneCycle(one_cycle));
  one_cycle.rising_share = 0.21;
  one_cycle.anneal = Anneal::kLinear;
  one_cycle.div_factor = 10;
  one_cycle.final_div_factor = 100;
  one_cycle.base_momentum = 0.8;
  one_cycle.max_momentum = 0.9;
  ExpectSameRates("one_cycle_linear", OneCycle(one_cycle));
}

}  // namespace
}  // namespace stride
