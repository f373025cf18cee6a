namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>What annotations name, or hosts imply, and AWS knows.</summary>
internal sealed record NamedResources(CertificateLookup Certificates, TrustStoreLookup TrustStores, WebAclLookup WebAcls);
