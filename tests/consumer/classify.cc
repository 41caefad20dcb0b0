// Classifies a picture with an untrained LeNet: what it prints is as good as guessing, but every
// part of it is Stride's, from another workspace.

#include <ATen/ops/empty.h>
#include <ATen/ops/softmax.h>

#include <cstdio>
#include <memory>

#include "absl/status/status.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/decode.h"
#include "stride/data/transform/normalize.h"
#include "stride/models/lenet/lenet.h"

namespace {

absl::Status Classify(const char* path) {
  stride::DecodeOptions grey;
  grey.color = stride::ColorMode::kGrey;
  STRIDE_ASSIGN_OR_RETURN(const stride::Image image, stride::ReadImage(path, grey));
  STRIDE_ASSIGN_OR_RETURN(const stride::Normalizer normalizer,
                          stride::Normalizer::Create(stride::MnistNormalize()));
  stride::LenetOptions options;
  options.input = {1, image.height(), image.width()};
  STRIDE_ASSIGN_OR_RETURN(const std::unique_ptr<stride::Classifier> net,
                          stride::MakeLenet(options));
  const at::Tensor input = at::empty({1, 1, image.height(), image.width()});
  STRIDE_RETURN_IF_ERROR(
      normalizer.Write(image, stride::MemoryLayout::kContiguous, input.data_ptr<float>()));
  net->SetTraining(false);
  const at::Tensor probabilities = at::softmax(net->Forward(input), 1);
  for (int label = 0; label < 10; ++label) {
    std::printf("class %d probability %.6f\n", label, probabilities[0][label].item<float>());
  }
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  const absl::Status status = Classify(argc > 1 ? argv[1] : "");
  if (!status.ok()) std::fprintf(stderr, "classify: %s\n", status.ToString().c_str());
  return status.ok() ? 0 : 1;
}
