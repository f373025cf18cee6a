using Amazon.Runtime;

namespace Amazon.EKS;

public class ResolveConflicts(string value) : ConstantClass(value)
{
    public static readonly ResolveConflicts OVERWRITE = new("OVERWRITE");
    public static readonly ResolveConflicts NONE = new("NONE");
    public static readonly ResolveConflicts PRESERVE = new("PRESERVE");

    public static ResolveConflicts FindValue(string value) => FindValue<ResolveConflicts>(value);

    public static implicit operator ResolveConflicts(string value) => FindValue(value);
}
