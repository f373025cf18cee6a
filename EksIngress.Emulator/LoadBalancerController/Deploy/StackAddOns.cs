namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>What is deployed beside the load balancer itself.</summary>
internal sealed record StackAddOns(CertificateDeployer Certificates, ProtectionDeployer Protections);
