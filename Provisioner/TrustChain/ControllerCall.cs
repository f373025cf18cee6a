namespace EksIngress.Provisioner.TrustChain;

/// <summary>A call that the AWS Load Balancer Controller makes, with what policies look at.</summary>
/// <param name="Action">For example <c>ec2:CreateSecurityGroup</c>.</param>
/// <param name="Resource">ARN of what it acts on, or <c>*</c>.</param>
/// <param name="Context">Condition keys that the call carries.</param>
internal sealed record ControllerCall(string Action, string Resource, IReadOnlyDictionary<string, string> Context);
