using Amazon.Runtime;

namespace Amazon.EKS;

public class WarmPoolState(string value) : ConstantClass(value)
{
    public static readonly WarmPoolState STOPPED = new("STOPPED");
    public static readonly WarmPoolState RUNNING = new("RUNNING");
    public static readonly WarmPoolState HIBERNATED = new("HIBERNATED");

    public static WarmPoolState FindValue(string value) => FindValue<WarmPoolState>(value);

    public static implicit operator WarmPoolState(string value) => FindValue(value);
}
