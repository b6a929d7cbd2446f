import time, collections
from tests.api.worlds import *
async def test_scratch(postgres, demo_template):
    t=time.time(); p=prepare_worlds(postgres, demo_template); print("prepare",time.time()-t)
    w=Worlds(p,[NOTHING,EVERYTHING]); t=time.time(); await w.renew(); print("renew", time.time()-t)
    docs=list(w.sweep.questions()); acts=list(w.sweep.acts()); print(len(docs),len(acts))
    for who in p.scene.askers:
        t=time.time(); diff=collections.Counter(); stat=0; errs=collections.Counter(); slow=collections.Counter()
        for d in docs:
            t1=time.time()
            a,b=await w.ask(d,p.scene.askers[who])
            slow[d[:40]]+=time.time()-t1
            for e in json.loads(a.body)["errors"]:
                errs[(e.get("extensions") or {}).get("code",e["message"][:80])]+=1
                if not e.get("extensions") or "INTERNAL" in e["extensions"]["code"]: print("!!",e["message"][:200],d[:300])
            if a.body!=b.body:
                diff[d[:30]]+=1
                if diff[d[:30]]==1: print(who,"DIFF",d[:200]); print(a.body[:600]); print(b.body[:600])
            elif a.statements!=b.statements: stat+=1; print("STAT",a.statements,b.statements,d[:200])
        print(who,time.time()-t,diff,stat,errs, slow.most_common(4))
    await w.close()
