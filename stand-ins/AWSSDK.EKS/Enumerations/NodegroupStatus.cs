using Amazon.Runtime;

namespace Amazon.EKS;

public class NodegroupStatus(string value) : ConstantClass(value)
{
    public static readonly NodegroupStatus CREATING = new("CREATING");
    public static readonly NodegroupStatus ACTIVE = new("ACTIVE");
    public static readonly NodegroupStatus UPDATING = new("UPDATING");
    public static readonly NodegroupStatus DELETING = new("DELETING");
    public static readonly NodegroupStatus CREATE_FAILED = new("CREATE_FAILED");
    public static readonly NodegroupStatus DELETE_FAILED = new("DELETE_FAILED");
    public static readonly NodegroupStatus DEGRADED = new("DEGRADED");

    public static NodegroupStatus FindValue(string value) => FindValue<NodegroupStatus>(value);

    public static implicit operator NodegroupStatus(string value) => FindValue(value);
}
