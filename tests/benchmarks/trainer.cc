#include "stride/tests/benchmarks/trainer.h"

#include <ATen/Functions.h>

#include <utility>

#include "glog/logging.h"
#include "stride/models/fused/fused_classifier.h"
#include "stride/models/registry/registry.h"
#include "stride/train/optimizer/sgd.h"

namespace stride {
namespace {

std::unique_ptr<Classifier> Prepared(std::unique_ptr<Classifier> net, bool fused) {
  ToChannelsLast(*net);
  if (!fused) return net;
  auto made = Fuse(net);
  CHECK(made.ok()) << made.status();
  return *std::move(made);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Optimizer>> MomentumSgd(std::vector<OptimizedParameter> parameters) {
  SgdOptions sgd;
  sgd.momentum = 0.9;
  return MakeSgd(std::move(parameters), sgd);
}

Trainer::Trainer(std::unique_ptr<Classifier> net, const TrainerOptions& options)
    : net_(Prepared(std::move(net), options.fused)),
      precision_(options.precision),
      optimizer_(options.optimizer(OptimizeAll(net_->Parameters())).value()),
      loss_(CrossEntropy()) {}

void Trainer::Step(const at::Tensor& images, const at::Tensor& labels) {
  at::Tensor logits;
  {
    const PrecisionScope scope(precision_);
    logits = net_->Forward(images).to(at::kFloat);
  }
  const at::Tensor value = loss_.function(logits, labels);
  optimizer_->ZeroGrad();
  value.backward();
  optimizer_->Step(1e-4);
}

std::unique_ptr<Classifier> BenchmarkNet(const std::string& name, int side) {
  return MakeModel(name, {{3, side, side}, 10, 1}).value();
}

Noise::Noise(int64_t batch, int side)
    : images(at::randn({batch, 3, side, side}).contiguous(at::MemoryFormat::ChannelsLast)),
      labels(at::randint(10, {batch}, at::kLong)) {}

}  // namespace stride
