using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Balancing;

namespace EksIngress.Emulator.Tests.LoadBalancer.Balancing;

public sealed class AnomalyDetectionTests
{
    [Fact]
    public void Judge_OneTargetFails_LosesWeightStepByStepAndGetsItBack()
    {
        var targets = Targets.Healthy(3);
        var weights = new List<double>();
        for (var window = 0; window < 12; window++)
        {
            Requests(targets, 100, failing: window < 8 ? 50 : 0);
            AnomalyDetection.Judge(targets, mitigates: true);
            weights.Add(targets[0].Weight);
            Assert.Equal(window < 8, targets[0].IsAnomalous);
        }

        Assert.Equal([0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.015625, 0.015625, 0.03125, 0.0625, 0.125, 0.25], weights);
        Assert.All(targets[1..], target => Assert.Equal((false, 1.0), (target.IsAnomalous, target.Weight)));
    }

    [Fact]
    public void Judge_AllFailAlike_NoneIsAnomalous()
    {
        var targets = Targets.Healthy(4);
        foreach (var target in targets)
        {
            Requests([target], 100, failing: 60);
        }

        AnomalyDetection.Judge(targets, mitigates: true);

        Assert.All(targets, target => Assert.Equal((false, 1.0), (target.IsAnomalous, target.Weight)));
    }

    [Fact]
    public void Judge_MitigationOff_TellsButTakesNoWeight()
    {
        var targets = Targets.Healthy(3);
        Requests(targets, 100, failing: 50);

        AnomalyDetection.Judge(targets, mitigates: false);

        Assert.Equal((true, 1.0), (targets[0].IsAnomalous, targets[0].Weight));
    }

    [Fact]
    public void Judge_TwoTargets_AreTooFew()
    {
        var targets = Targets.Healthy(2);
        Requests(targets, 100, failing: 100);

        AnomalyDetection.Judge(targets, mitigates: true);

        Assert.False(targets[0].IsAnomalous);
    }

    // The first target's requests fail as said, those of the others succeed.
    private static void Requests(TargetRuntime[] targets, int count, int failing)
    {
        foreach (var target in targets)
        {
            for (var i = 0; i < count; i++)
            {
                target.Count(failed: target == targets[0] && i < failing);
            }
        }
    }
}
