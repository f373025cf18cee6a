using Amazon.Runtime;

namespace Amazon.ECR;

public class TagStatus(string value) : ConstantClass(value)
{
    public static readonly TagStatus ANY = new("ANY");
    public static readonly TagStatus TAGGED = new("TAGGED");
    public static readonly TagStatus UNTAGGED = new("UNTAGGED");

    public static TagStatus FindValue(string value) => FindValue<TagStatus>(value);

    public static implicit operator TagStatus(string value) => FindValue(value);
}
