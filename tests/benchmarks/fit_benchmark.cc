// Images a second of whole epochs on data like MNIST's: loading, training in batches of 64 with
// Adam, everything that Fit does but files. The networks are PyTorch's usual examples.
#include <benchmark/benchmark.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/dropout.h>

#include <memory>
#include <utility>

#include "glog/logging.h"
#include "stride/data/loader/loader.h"
#include "stride/models/core/module_classifier.h"
#include "stride/models/fused/fused_classifier.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/mlp/mlp.h"
#include "stride/tests/benchmarks/images.h"
#include "stride/train/loop/fit.h"
#include "stride/train/optimizer/adam.h"
#include "stride/train/schedule/constant.h"

namespace stride {
namespace {

constexpr int64_t kImages = 3840;

class CnnImpl : public torch::nn::Module {
 public:
  CnnImpl() {
    using torch::nn::Dropout;
    using torch::nn::ReLU;
    trunk_->push_back(Conv2d(torch::nn::Conv2dOptions(1, 32, 3)));
    trunk_->push_back(ReLU());
    trunk_->push_back(Conv2d(torch::nn::Conv2dOptions(32, 64, 3)));
    trunk_->push_back(ReLU());
    trunk_->push_back(MaxPool2d(2));
    trunk_->push_back(Dropout(0.25));
    head_->push_back(Linear(9216, 128));
    head_->push_back(ReLU());
    head_->push_back(Dropout(0.5));
    head_->push_back(Linear(128, 10));
    register_module("trunk", trunk_);
    register_module("head", head_);
  }
  at::Tensor forward(const at::Tensor& images) {
    return head_->forward(trunk_->forward(images).flatten(1));
  }

 private:
  torch::nn::Sequential trunk_;
  torch::nn::Sequential head_;
};
TORCH_MODULE(Cnn);

void FitEpochs(std::unique_ptr<Classifier> net, benchmark::State& state) {
  auto fused = Fuse(net);
  if (fused.ok()) net = *std::move(fused);
  LoaderOptions loading;
  loading.batch_size = 64;
  loading.shuffle = true;
  loading.num_threads = 1;
  loading.normalize = MnistNormalize();
  const auto loader = Loader::Create(BenchmarkImages(kImages, 28, 1), loading).value();
  const auto optimizer = MakeAdam(OptimizeAll(net->Parameters())).value();
  FitOptions options;
  options.loss = CrossEntropy();
  options.schedule = Constant(1e-3).value();
  options.optimizer = optimizer.get();
  for (auto _ : state) {
    const auto result = Fit(*net, *loader, nullptr, options);
    CHECK(result.ok()) << result.status();
  }
  state.SetItemsProcessed(state.iterations() * kImages);
}

void BM_MnistMlp(benchmark::State& state) {
  MlpOptions options;
  options.hidden = {512, 512};
  FitEpochs(MakeMlp(options).value(), state);
}

void BM_MnistCnn(benchmark::State& state) {
  FitEpochs(MakeClassifier("cnn", Cnn(), {1, 28, 28}, 10).value(), state);
}

BENCHMARK(BM_MnistMlp)->UseRealTime();
BENCHMARK(BM_MnistCnn)->UseRealTime();

}  // namespace
}  // namespace stride
