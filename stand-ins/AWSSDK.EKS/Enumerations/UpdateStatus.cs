using Amazon.Runtime;

namespace Amazon.EKS;

public class UpdateStatus(string value) : ConstantClass(value)
{
    public static readonly UpdateStatus InProgress = new("InProgress");
    public static readonly UpdateStatus Failed = new("Failed");
    public static readonly UpdateStatus Cancelled = new("Cancelled");
    public static readonly UpdateStatus Successful = new("Successful");

    public static UpdateStatus FindValue(string value) => FindValue<UpdateStatus>(value);

    public static implicit operator UpdateStatus(string value) => FindValue(value);
}
