using Amazon.Runtime;

namespace Amazon.ECR;

public class ImageStatusFilter(string value) : ConstantClass(value)
{
    public static readonly ImageStatusFilter ACTIVATING = new("ACTIVATING");
    public static readonly ImageStatusFilter ACTIVE = new("ACTIVE");
    public static readonly ImageStatusFilter ANY = new("ANY");
    public static readonly ImageStatusFilter ARCHIVED = new("ARCHIVED");

    public static ImageStatusFilter FindValue(string value) => FindValue<ImageStatusFilter>(value);

    public static implicit operator ImageStatusFilter(string value) => FindValue(value);
}
