using Amazon.Runtime;

namespace Amazon.IdentityManagement;

public class EntityType(string value) : ConstantClass(value)
{
    public static readonly EntityType User = new("User");
    public static readonly EntityType Role = new("Role");
    public static readonly EntityType Group = new("Group");
    public static readonly EntityType LocalManagedPolicy = new("LocalManagedPolicy");
    public static readonly EntityType AWSManagedPolicy = new("AWSManagedPolicy");

    public static EntityType FindValue(string value) => FindValue<EntityType>(value);

    public static implicit operator EntityType(string value) => FindValue(value);
}
