namespace EksIngress.Alb.Webhooks;

/// <summary>A target group of the account.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="TargetType"><c>instance</c>, <c>ip</c>, <c>lambda</c> or <c>alb</c>.</param>
/// <param name="Protocol">For example <c>HTTP</c>.</param>
/// <param name="IpAddressType"><c>ipv4</c> or <c>ipv6</c>; empty counts as <c>ipv4</c>.</param>
/// <param name="VpcId">VPC of its targets; empty for <c>lambda</c>.</param>
public sealed record TargetGroupFact(string Arn, string TargetType, string Protocol, string IpAddressType, string VpcId);
