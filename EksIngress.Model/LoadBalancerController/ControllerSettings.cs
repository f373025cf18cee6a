namespace EksIngress.Model.LoadBalancerController;

/// <summary>What the controller's objects depend on beside the specification.</summary>
/// <param name="VpcId">VPC of the cluster; given, because pods have no instance metadata to ask.</param>
/// <param name="RoleArn">Role of the controller's ServiceAccount.</param>
/// <param name="Certificate">Certificate of its webhooks.</param>
internal sealed record ControllerSettings(string VpcId, string RoleArn, WebhookCertificate Certificate);
