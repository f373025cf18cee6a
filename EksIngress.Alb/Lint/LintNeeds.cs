namespace EksIngress.Alb.Lint;

/// <summary>What a rule has to be given besides the Ingresses.</summary>
[Flags]
internal enum LintNeeds
{
    None = 0,
    Services = 1,
    IngressClasses = 2,
    IngressClassParams = 4,
    Namespaces = 8,
    Secrets = 16,
    Workloads = 32,
    Subnets = 64,
    SecurityGroups = 128,
    Certificates = 256,
    Endpoints = 512,
}
