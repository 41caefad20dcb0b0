#include "stride/models/fused/onednn.h"

#include <c10/util/Exception.h>

namespace stride {

const dnnl::engine& OneDnnEngine() {
  static const auto& engine = *new dnnl::engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

dnnl::stream& OneDnnStream() {
  static auto& stream = *new dnnl::stream(OneDnnEngine());
  return stream;
}

std::optional<dnnl::memory::format_tag> PixelLayout(const dnnl::memory::desc& maps) {
  using dnnl::memory;
  if (maps.dims().size() != 4) return std::nullopt;
  for (const memory::format_tag tag : {memory::format_tag::nhwc, memory::format_tag::nChw16c}) {
    if (maps == memory::desc(maps.dims(), maps.data_type(), tag)) return tag;
  }
  return std::nullopt;
}

bool HasMatrixUnit() { return dnnl::get_effective_cpu_isa() == dnnl::cpu_isa::avx512_core_amx; }

dnnl::memory::data_type OneDnnType(at::ScalarType type) {
  TORCH_CHECK(type == at::kFloat || type == at::kBFloat16, "expected float32 or bfloat16, found ",
              type);
  return type == at::kFloat ? dnnl::memory::data_type::f32 : dnnl::memory::data_type::bf16;
}

dnnl::memory::desc DescribeTensor(const at::Tensor& tensor, int64_t groups) {
  dnnl::memory::dims sizes = tensor.sizes().vec();
  dnnl::memory::dims strides = tensor.strides().vec();
  if (groups > 1) {
    sizes[0] /= groups;
    sizes.insert(sizes.begin(), groups);
    strides.insert(strides.begin(), strides[0] * sizes[1]);
  }
  return {sizes, OneDnnType(tensor.scalar_type()), strides};
}

dnnl::memory WrapTensor(const at::Tensor& tensor, int64_t groups) {
  return {DescribeTensor(tensor, groups), OneDnnEngine(), tensor.data_ptr()};
}

void Reorder(const dnnl::memory& from, const dnnl::memory& to) {
  dnnl::reorder(from, to).execute(OneDnnStream(), const_cast<dnnl::memory&>(from),
                                  const_cast<dnnl::memory&>(to));
}

dnnl::memory Unplaced(const dnnl::memory::desc& layout) {
  return {layout, OneDnnEngine(), DNNL_MEMORY_NONE};
}

dnnl::memory UnplacedBytes(size_t bytes) {
  return Unplaced(
      {{static_cast<int64_t>(bytes)}, dnnl::memory::data_type::u8, dnnl::memory::format_tag::a});
}

Reordered::Reordered(const dnnl::memory& from, const dnnl::memory::desc& to,
                     std::vector<dnnl::memory>& memories)
    : from_(from), to_(from), copies_(from.get_desc() != to) {
  if (!copies_) return;
  to_ = Unplaced(to);
  memories.push_back(to_);
  reorder_ = dnnl::reorder(from_, to_);
}

void Reordered::Update() const {
  if (!copies_) return;
  reorder_.execute(OneDnnStream(), {{DNNL_ARG_FROM, from_}, {DNNL_ARG_TO, to_}});
}

}  // namespace stride
