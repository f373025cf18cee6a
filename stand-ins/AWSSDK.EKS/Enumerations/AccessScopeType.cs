using Amazon.Runtime;

namespace Amazon.EKS;

public class AccessScopeType(string value) : ConstantClass(value)
{
    public static readonly AccessScopeType Cluster = new("cluster");
    public static readonly AccessScopeType Namespace = new("namespace");

    public static AccessScopeType FindValue(string value) => FindValue<AccessScopeType>(value);

    public static implicit operator AccessScopeType(string value) => FindValue(value);
}
