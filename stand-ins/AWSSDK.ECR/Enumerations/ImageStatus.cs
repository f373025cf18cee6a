using Amazon.Runtime;

namespace Amazon.ECR;

public class ImageStatus(string value) : ConstantClass(value)
{
    public static readonly ImageStatus ACTIVATING = new("ACTIVATING");
    public static readonly ImageStatus ACTIVE = new("ACTIVE");
    public static readonly ImageStatus ARCHIVED = new("ARCHIVED");

    public static ImageStatus FindValue(string value) => FindValue<ImageStatus>(value);

    public static implicit operator ImageStatus(string value) => FindValue(value);
}
