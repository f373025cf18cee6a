using Amazon.Runtime;

namespace Amazon.Shield;

public class SubscriptionState(string value) : ConstantClass(value)
{
    public static readonly SubscriptionState ACTIVE = new("ACTIVE");
    public static readonly SubscriptionState INACTIVE = new("INACTIVE");

    public static SubscriptionState FindValue(string value) => FindValue<SubscriptionState>(value);

    public static implicit operator SubscriptionState(string value) => FindValue(value);
}
