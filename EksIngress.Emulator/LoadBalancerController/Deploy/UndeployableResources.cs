using EksIngress.Alb;
using EksIngress.Alb.Stacks;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>What a stack may hold and the emulated account cannot make. Leaving one out would be another load balancer than was asked for.</summary>
internal static class UndeployableResources
{
    /// <exception cref="AlbModelException">The stack holds one.</exception>
    public static void Refuse(IngressStack stack)
    {
        var found = Find(stack);
        if (found is not null)
        {
            throw new AlbModelException($"{found} is not emulated; remove the annotation or the field of IngressClassParams to continue");
        }
    }

    private static string? Find(IngressStack stack) => stack switch
    {
        { FrontendNlb: not null } => "a frontend NLB (enable-frontend-nlb)",
        _ => null,
    };
}
