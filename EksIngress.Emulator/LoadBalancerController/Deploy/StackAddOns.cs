namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>What is deployed beside the load balancers themselves.</summary>
internal sealed record StackAddOns(CertificateDeployer Certificates, ProtectionDeployer Protections, FrontendNlbTargets FrontendTargets);
