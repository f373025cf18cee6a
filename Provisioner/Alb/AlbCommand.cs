using System.CommandLine;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary>The <c>alb</c> commands: what the AWS Load Balancer Controller makes of Ingresses, and what an ALB makes of requests.</summary>
internal static class AlbCommand
{
    public static Command Create(ProvisionerHost host, CommandGuard guard) =>
        new("alb", "Shows what the AWS Load Balancer Controller makes of Ingresses.")
        {
            new PlanCommand(host, guard).Create(),
            new ExplainCommand(host, guard).Create(),
            new LintCommand(host, guard).Create(),
            new AdmitCommand(host, guard).Create(),
            new FactsCommand(host, guard).Create(),
        };
}
