using Amazon.Runtime;

namespace Amazon.IdentityManagement;

public class DeletionTaskStatusType(string value) : ConstantClass(value)
{
    public static readonly DeletionTaskStatusType SUCCEEDED = new("SUCCEEDED");
    public static readonly DeletionTaskStatusType IN_PROGRESS = new("IN_PROGRESS");
    public static readonly DeletionTaskStatusType FAILED = new("FAILED");
    public static readonly DeletionTaskStatusType NOT_STARTED = new("NOT_STARTED");

    public static DeletionTaskStatusType FindValue(string value) => FindValue<DeletionTaskStatusType>(value);

    public static implicit operator DeletionTaskStatusType(string value) => FindValue(value);
}
