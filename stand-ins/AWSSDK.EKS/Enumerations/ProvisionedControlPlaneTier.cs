using Amazon.Runtime;

namespace Amazon.EKS;

public class ProvisionedControlPlaneTier(string value) : ConstantClass(value)
{
    public static readonly ProvisionedControlPlaneTier Standard = new("standard");
    public static readonly ProvisionedControlPlaneTier TierXl = new("tier-xl");
    public static readonly ProvisionedControlPlaneTier Tier2xl = new("tier-2xl");
    public static readonly ProvisionedControlPlaneTier Tier4xl = new("tier-4xl");
    public static readonly ProvisionedControlPlaneTier Tier8xl = new("tier-8xl");

    public static ProvisionedControlPlaneTier FindValue(string value) => FindValue<ProvisionedControlPlaneTier>(value);

    public static implicit operator ProvisionedControlPlaneTier(string value) => FindValue(value);
}
