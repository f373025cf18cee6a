namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Limits that cannot be changed here, at AWS's defaults; the others are in <see cref="AwsQuotas"/>.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html</remarks>
internal static class ElbLimits
{
    public const int TargetGroupsPerAction = 5;
    public const int ConditionValues = 5;
    public const int ConditionWildcards = 5;
    public const int SecurityGroups = 5;
}
