import time
from tests.api.worlds_scene import *
async def test_scratch(planner, postgres):
    t=time.time(); s=await prepare(planner); print("prepare",time.time()-t)
    print(s.people, s.cases, s.ids)
    await planner.asking.database.engine.dispose()
    tpl=make_url(planner.asking.database.engine.url).database
    for i in range(4):
        t=time.time(); await clone(postgres,tpl,name=f"w{i}"); print("clone",time.time()-t)
