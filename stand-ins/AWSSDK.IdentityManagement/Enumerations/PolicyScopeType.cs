using Amazon.Runtime;

namespace Amazon.IdentityManagement;

public class PolicyScopeType(string value) : ConstantClass(value)
{
    public static readonly PolicyScopeType All = new("All");
    public static readonly PolicyScopeType AWS = new("AWS");
    public static readonly PolicyScopeType Local = new("Local");

    public static PolicyScopeType FindValue(string value) => FindValue<PolicyScopeType>(value);

    public static implicit operator PolicyScopeType(string value) => FindValue(value);
}
