using Amazon.Runtime;

namespace Amazon.ECR;

public class ImageTagMutabilityExclusionFilterType(string value) : ConstantClass(value)
{
    public static readonly ImageTagMutabilityExclusionFilterType WILDCARD = new("WILDCARD");

    public static ImageTagMutabilityExclusionFilterType FindValue(string value) => FindValue<ImageTagMutabilityExclusionFilterType>(value);

    public static implicit operator ImageTagMutabilityExclusionFilterType(string value) => FindValue(value);
}
